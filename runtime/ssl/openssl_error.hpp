#pragma once
#include <optional>
#include <string>

struct ssl_st;

namespace asyncio {

/// Throws what OpenSSL has put in its queue of errors, as Python's SSLError. `ssl`: whose, if it is a connection's.
[[noreturn]] void throw_openssl_error(const ssl_st* ssl = nullptr, const std::optional<std::string>& host = {});
/// The same of a function that may have failed for the system's reasons: those are in `code` (errno; 0: none).
[[noreturn]] void throw_openssl_or_os_error(int code, const std::string& operation, const std::string& path);

}  // namespace asyncio
