#include "protocol.hpp"

#include <fmt/format.h>

#include <typeinfo>

#include "runtime/callable_name.hpp"

namespace asyncio {

std::string BaseProtocol::class_name() const { return "__main__." + detail::functor_name(typeid(*this)); }
std::string BaseProtocol::shown_as() const { return fmt::format("<{} object at {}>", class_name(), fmt::ptr(this)); }

std::string detail::show_method_call(const BaseProtocol& protocol, const char* method, const std::string& argument) {
    const std::string name = protocol.class_name();
    return name.substr(name.rfind('.') + 1) + "." + method + "(" + argument + ")";
}

}  // namespace asyncio
