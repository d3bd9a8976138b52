#include "ssl_errors.hpp"

#include "runtime/quoted.hpp"

namespace asyncio {

SSLError::SSLError(int code, std::string strerror, std::string library, std::string reason)
    : OSError(strerror), library(std::move(library)), reason(std::move(reason)), has_code_(true) {
    this->code = code;
    this->strerror = std::move(strerror);
}

std::string SSLError::arguments() const { return (has_code_ ? std::to_string(code) + ", " : "") + quoted(strerror); }

}  // namespace asyncio
