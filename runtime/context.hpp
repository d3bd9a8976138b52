#pragma once
#include <any>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "counted.hpp"
#include "exceptions.hpp"

namespace asyncio {

/// Where context variables have their values (Python: contextvars.Context). Copying a context is
/// copying a pointer: the values are shared until one side sets a variable.
class ContextCell {
public:
    using Values = std::map<const void*, std::any>;
    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }
    std::shared_ptr<const Values> values;
    bool covered = false;   ///< it was entered, and another one after it, which is the present one now

private:
    unsigned references_ = 0;
};

template <class T> class ContextVar;

/// A reference to a context: copying it makes another reference to the same context. An empty one is a context
/// without values, made when the first is set.
///
/// Python: contextvars.Context
class Context : public Counted<ContextCell> {
public:
    using Counted::Counted, Counted::get;
    /// Calls `function(args...)` with this as the present context; what it sets stays here. Throws: RuntimeError if this
    /// has been entered already, as the context of the code that calls has.
    template <class F, class... Args>
    decltype(auto) run(F&& function, Args&&... args);
    template <class T>
    T operator[](const ContextVar<T>& variable) const;          ///< throws KeyError if it has no value here
    template <class T>
    bool contains(const ContextVar<T>& variable) const { return value_of(&variable); }   ///< it has a value here
    template <class T>
    std::optional<T> get(const ContextVar<T>& variable) const;  ///< none: it has no value here
    template <class T>
    T get(const ContextVar<T>& variable, std::type_identity_t<T> fallback) const { return get(variable).value_or(std::move(fallback)); }
    std::size_t size() const { return *this && (*this)->values ? (*this)->values->size() : 0; }   ///< variables with a value here
    Context copy() const;                                       ///< another one with the same values

private:
    const std::any* value_of(const void* variable) const;
};

/// A copy of the present context: what is set by the tasks that are given it is seen by all who have it.
///
/// Python: contextvars.copy_context()
Context copy_context();
/// The same for a single task or callback; empty, if there is nothing to copy.
inline Context inherited_context();

/// Makes `context` the present one for as long as this object lives.
class EnteredContext {
public:
    explicit EnteredContext(Context& context);
    ~EnteredContext();
    EnteredContext(const EnteredContext&) = delete;

private:
    Context* before_;
};

/// The same for one that must not have been entered. Python: Context.run. Throws: RuntimeError
class EnteredOnce {
public:
    explicit EnteredOnce(Context& context);
    ~EnteredOnce();
    EnteredOnce(const EnteredOnce&) = delete;

private:
    Counted<ContextCell> covered_;   // the one that was present; none: it has no values
    EnteredContext entered_;
};

namespace detail {
Context present_copy();
const std::any* find_value(const void* variable);
void store_value(const void* variable, std::optional<std::any> value);
const void* present_identity();   ///< tells the present context from others; nullptr: it has never had a value
/// Throws what is wrong with giving a token back, if anything: RuntimeError, ValueError.
void check_token(const char* variable, bool used, bool is_ours, const void* context);
}  // namespace detail

/// A variable that every task has its own value of: a task starts with a copy of its creator's context.
///
/// Python: contextvars.ContextVar. Make it once, at namespace scope.
template <class T>
class ContextVar {
public:
    explicit ContextVar(const char* name, std::optional<T> default_value = {})
        : name_(name), default_(std::move(default_value)) {}
    ContextVar(const ContextVar&) = delete;

    /// What set() returns, for reset().
    struct Token {
        std::optional<std::any> old;
        const ContextVar* var = nullptr;        ///< whose it is
        const void* context = nullptr;          ///< in which it was set
        std::shared_ptr<bool> used = std::make_shared<bool>(false);   ///< copies of a token are the same one
        /// The value before; none: it had none (Python: Token.MISSING).
        std::optional<T> old_value() const { return old ? std::optional(std::any_cast<T>(*old)) : std::nullopt; }
    };

    const char* name() const { return name_; }   ///< for the reader: it tells no variables apart
    /// Throws LookupError if it has neither value nor default.
    T get() const {
        if (const std::any* value = detail::find_value(this)) return std::any_cast<T>(*value);
        if (default_) return *default_;
        throw LookupError(std::string("<ContextVar name='") + name_ + "'>");
    }
    T get(T fallback) const {
        const std::any* value = detail::find_value(this);
        return value ? std::any_cast<T>(*value) : fallback;
    }
    /// Gives it a value in the present context; reset() with what this returns brings back what was there before.
    Token set(T value) {
        const std::any* old = detail::find_value(this);
        Token token{old ? std::optional(*old) : std::nullopt, this};
        detail::store_value(this, std::any(std::move(value)));
        token.context = detail::present_identity();
        return token;
    }
    /// Throws: RuntimeError if the token has been used; ValueError if it is another variable's, or of another context.
    void reset(Token token) {
        detail::check_token(token.var->name(), *token.used, token.var == this, token.context);
        *token.used = true;
        detail::store_value(this, std::move(token.old));
    }

private:
    const char* name_;
    std::optional<T> default_;
};

template <class F, class... Args>
decltype(auto) Context::run(F&& function, Args&&... args) {
    if (!*this) *this = Context(new ContextCell);
    EnteredOnce entered(*this);
    return std::invoke(std::forward<F>(function), std::forward<Args>(args)...);
}

template <class T>
std::optional<T> Context::get(const ContextVar<T>& variable) const {
    const std::any* value = value_of(&variable);
    return value ? std::optional(std::any_cast<T>(*value)) : std::nullopt;
}

template <class T>
T Context::operator[](const ContextVar<T>& variable) const {
    const std::any* value = value_of(&variable);
    if (!value) throw KeyError(variable.name());
    return std::any_cast<T>(*value);
}

}  // namespace asyncio

#include "here.hpp"
