#pragma once
#include <concepts>
#include <memory>
#include <string>

namespace asyncio {

class SSLContext;

/// What an argument `ssl` may be: nothing (Python: None), true, false, or an SSLContext.
class SSLArgument {
public:
    SSLArgument() = default;
    template <std::same_as<bool> B>
    SSLArgument(B on) : kind_(on ? Kind::yes : Kind::no) {}
    SSLArgument(const SSLContext& context);

    explicit operator bool() const { return kind_ == Kind::yes || kind_ == Kind::context; }   ///< it asks for TLS
    bool is_none() const { return kind_ == Kind::none; }              ///< nothing was given
    bool is_false() const { return kind_ == Kind::no; }               ///< it is false
    bool is_bool() const { return kind_ == Kind::yes || kind_ == Kind::no; }   ///< it is true or false
    const SSLContext* context() const { return context_.get(); }      ///< nullptr: it is no context
    std::string repr() const;                                         ///< "None", "True", "<ssl.SSLContext object at 0x...>"

private:
    enum class Kind { none, no, yes, context };
    Kind kind_ = Kind::none;
    std::shared_ptr<const SSLContext> context_;
};

}  // namespace asyncio
