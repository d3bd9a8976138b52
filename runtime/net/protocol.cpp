#include "protocol.hpp"

#include <fmt/format.h>

#include <typeinfo>

#include "runtime/callable_name.hpp"

namespace asyncio {

std::string BaseProtocol::class_name() const { return "__main__." + detail::functor_name(typeid(*this)); }
std::string BaseProtocol::shown_as() const { return fmt::format("<{} object at {}>", class_name(), fmt::ptr(this)); }

}  // namespace asyncio
