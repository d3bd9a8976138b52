#include "os_errors.hpp"

#include <cerrno>
#include <system_error>

namespace asyncio {
namespace {

/// Gives `make` the class that Python has for the code, as a type and as a name.
template <class F>
auto with_class_of(int code, F make) {
    switch (code) {
    case EAGAIN: case EALREADY: case EINPROGRESS: return make(std::type_identity<BlockingIOError>{}, "BlockingIOError");
    case EPIPE: case ESHUTDOWN: return make(std::type_identity<BrokenPipeError>{}, "BrokenPipeError");
    case ECHILD: return make(std::type_identity<ChildProcessError>{}, "ChildProcessError");
    case ECONNABORTED: return make(std::type_identity<ConnectionAbortedError>{}, "ConnectionAbortedError");
    case ECONNREFUSED: return make(std::type_identity<ConnectionRefusedError>{}, "ConnectionRefusedError");
    case ECONNRESET: return make(std::type_identity<ConnectionResetError>{}, "ConnectionResetError");
    case EEXIST: return make(std::type_identity<FileExistsError>{}, "FileExistsError");
    case ENOENT: return make(std::type_identity<FileNotFoundError>{}, "FileNotFoundError");
    case EINTR: return make(std::type_identity<InterruptedError>{}, "InterruptedError");
    case EISDIR: return make(std::type_identity<IsADirectoryError>{}, "IsADirectoryError");
    case ENOTDIR: return make(std::type_identity<NotADirectoryError>{}, "NotADirectoryError");
    case EACCES: case EPERM: return make(std::type_identity<PermissionError>{}, "PermissionError");
    case ESRCH: return make(std::type_identity<ProcessLookupError>{}, "ProcessLookupError");
    case ETIMEDOUT: return make(std::type_identity<TimeoutError>{}, "TimeoutError");
    default: return make(std::type_identity<OSError>{}, "OSError");
    }
}

/// `where`: the address or the paths. `original`: what it stands for, if anything.
template <class Where>
std::exception_ptr made(int code, std::string strerror, std::string operation, Where where, const OSError* original = nullptr) {
    return with_class_of(code, [&]<class E>(std::type_identity<E>, const char*) {
        E error(code, std::move(strerror), std::move(operation), std::move(where));
        if (original) error.stand_for(*original);
        return std::make_exception_ptr(std::move(error));
    });
}

std::string text_of(int code) { return std::generic_category().message(code); }

}  // namespace

const char* os_error_class(int code) {
    return with_class_of(code, [](auto, const char* name) { return name; });
}

std::exception_ptr os_error_of_its_kind(const OSError& error) noexcept {
    if (error.code == 0) return std::make_exception_ptr(error);   // words alone, or nothing
    const OSError::Paths paths{error.filename.value_or(""), error.filename2};
    if (error.filename) return made(error.code, error.strerror, error.operation, paths, &error);
    return made(error.code, error.strerror, error.operation, error.address, &error);
}

void throw_os_error(int code, std::string operation, std::string address, std::string strerror) {
    std::rethrow_exception(os_error(code, std::move(operation), std::move(address), std::move(strerror)));
}

void throw_os_error(int code, std::string operation, OSError::Paths paths) {
    std::rethrow_exception(made(code, text_of(code), std::move(operation), std::move(paths)));
}

std::exception_ptr os_error(int code, std::string operation, std::string address, std::string strerror) {
    if (strerror.empty()) strerror = text_of(code);
    return made(code, std::move(strerror), std::move(operation), std::move(address));
}

}  // namespace asyncio
