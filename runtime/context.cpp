#include "context.hpp"

#include "here.hpp"

namespace asyncio {
namespace {

/// The context of code that runs in no task or callback: one a thread.
Context& outermost() {
    static thread_local Context context;
    return context;
}

Context& present() { return here.context ? *here.context : outermost(); }

/// What is to be marked as covered while `context` is the present one.
Counted<ContextCell> to_cover(const Context& context) {
    if (context->covered || present() == context)
        throw RuntimeError("cannot enter context: <_contextvars.Context object> is already entered");
    return present();
}

const std::any* find(const Context& context, const void* variable) {
    if (!context || !context->values) return nullptr;
    auto found = context->values->find(variable);
    return found == context->values->end() ? nullptr : &found->second;
}

}  // namespace

const std::any* Context::value_of(const void* variable) const { return find(*this, variable); }

Context Context::copy() const {
    Context copy(new ContextCell);
    if (*this) copy->values = (*this)->values;
    return copy;
}

Context copy_context() { return present().copy(); }

EnteredOnce::EnteredOnce(Context& context) : covered_(to_cover(context)), entered_(context) {
    if (covered_) covered_->covered = true;
}

EnteredOnce::~EnteredOnce() {
    if (covered_) covered_->covered = false;
}

namespace detail {

Context present_copy() {
    const Context& now = present();
    return now && now->values ? copy_context() : Context();
}

const void* present_identity() { return present().get(); }

void check_token(const char* variable, bool used, bool is_ours, const void* context) {
    const auto refusal = [&](const char* why) {
        return std::string(used ? "<Token used" : "<Token") + " var=<ContextVar name='" + variable + "'>>" + why;
    };
    if (used) throw RuntimeError(refusal(" has already been used once"));
    if (!is_ours) throw ValueError(refusal(" was created by a different ContextVar"));
    if (context != present_identity()) throw ValueError(refusal(" was created in a different Context"));
}

const std::any* find_value(const void* variable) {
    return find(present(), variable);
}

void store_value(const void* variable, std::optional<std::any> value) {
    Context& now = present();
    if (!now) now = Context(new ContextCell);
    auto values = now->values ? std::make_shared<ContextCell::Values>(*now->values) : std::make_shared<ContextCell::Values>();
    if (value) (*values)[variable] = std::move(*value);
    else values->erase(variable);
    now->values = std::move(values);
}

}  // namespace detail
}  // namespace asyncio
