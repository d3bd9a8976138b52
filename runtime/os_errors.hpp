#pragma once
#include "exceptions.hpp"

/// The kinds of OSError that Python tells apart by their code.
namespace asyncio {

struct BlockingIOError : OSError { using OSError::OSError; };
struct ChildProcessError : OSError { using OSError::OSError; };
struct ConnectionError : OSError { using OSError::OSError; };
struct BrokenPipeError : ConnectionError { using ConnectionError::ConnectionError; };
struct ConnectionAbortedError : ConnectionError { using ConnectionError::ConnectionError; };
struct ConnectionRefusedError : ConnectionError { using ConnectionError::ConnectionError; };
struct ConnectionResetError : ConnectionError { using ConnectionError::ConnectionError; };
struct FileExistsError : OSError { using OSError::OSError; };
struct FileNotFoundError : OSError { using OSError::OSError; };
struct InterruptedError : OSError { using OSError::OSError; };
struct IsADirectoryError : OSError { using OSError::OSError; };
struct NotADirectoryError : OSError { using OSError::OSError; };
struct PermissionError : OSError { using OSError::OSError; };
struct ProcessLookupError : OSError { using OSError::OSError; };
/// A name that could not be looked up. Python: socket.gaierror
struct gaierror : OSError { using OSError::OSError; };

/// The name of the class that Python has for a code of the system; "OSError" for most.
const char* os_error_class(int code);
/// What Python raises for a code of the system: ConnectionRefusedError for ECONNREFUSED, else OSError.
/// `strerror` empty: the system's own words for the code.
std::exception_ptr os_error(int code, std::string operation, std::string address = {}, std::string strerror = {});
/// Throws that.
[[noreturn]] void throw_os_error(int code, std::string operation, std::string address = {}, std::string strerror = {});
/// Throws that, with the paths in its text.
[[noreturn]] void throw_os_error(int code, std::string operation, OSError::Paths paths);

}  // namespace asyncio
