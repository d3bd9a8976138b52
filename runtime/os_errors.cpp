#include "os_errors.hpp"

#include <cerrno>
#include <system_error>

namespace asyncio {
namespace {

/// Throws the class that Python has for the code. `where`: the address or the paths.
template <class Where>
[[noreturn]] void raise_kind(int code, std::string strerror, std::string operation, Where where) {
    const auto raise = [&]<class E>(std::type_identity<E>) {
        throw E(code, std::move(strerror), std::move(operation), std::move(where));
    };
    switch (code) {
    case EAGAIN: case EALREADY: case EINPROGRESS: raise(std::type_identity<BlockingIOError>{}); break;
    case EPIPE: case ESHUTDOWN: raise(std::type_identity<BrokenPipeError>{}); break;
    case ECHILD: raise(std::type_identity<ChildProcessError>{}); break;
    case ECONNABORTED: raise(std::type_identity<ConnectionAbortedError>{}); break;
    case ECONNREFUSED: raise(std::type_identity<ConnectionRefusedError>{}); break;
    case ECONNRESET: raise(std::type_identity<ConnectionResetError>{}); break;
    case EEXIST: raise(std::type_identity<FileExistsError>{}); break;
    case ENOENT: raise(std::type_identity<FileNotFoundError>{}); break;
    case EINTR: raise(std::type_identity<InterruptedError>{}); break;
    case EISDIR: raise(std::type_identity<IsADirectoryError>{}); break;
    case ENOTDIR: raise(std::type_identity<NotADirectoryError>{}); break;
    case EACCES: case EPERM: raise(std::type_identity<PermissionError>{}); break;
    case ESRCH: raise(std::type_identity<ProcessLookupError>{}); break;
    case ETIMEDOUT: raise(std::type_identity<TimeoutError>{}); break;
    default: break;
    }
    throw OSError(code, std::move(strerror), std::move(operation), std::move(where));
}

std::string text_of(int code) { return std::generic_category().message(code); }

}  // namespace

[[noreturn]] void throw_os_error(int code, std::string operation, std::string address, std::string strerror) {
    if (strerror.empty()) strerror = text_of(code);
    raise_kind(code, std::move(strerror), std::move(operation), std::move(address));
}

[[noreturn]] void throw_os_error(int code, std::string operation, OSError::Paths paths) {
    raise_kind(code, text_of(code), std::move(operation), std::move(paths));
}

std::exception_ptr os_error(int code, std::string operation, std::string address, std::string strerror) {
    try {
        throw_os_error(code, std::move(operation), std::move(address), std::move(strerror));
    } catch (...) {
        return std::current_exception();
    }
}

}  // namespace asyncio
