#include "exceptions.hpp"

#include <cxxabi.h>

#include <mutex>
#include <stdexcept>
#include <typeindex>
#include <typeinfo>
#include <unordered_map>

#include "os_errors.hpp"
#include "program.hpp"
#include "quoted.hpp"
#include "symbols.hpp"

namespace asyncio {
namespace {

/// Found out once for each class: a program may throw many.
const std::string& class_name(const std::type_info& type) {
    static std::mutex mutex;
    static auto& known = *new std::unordered_map<std::type_index, std::string>;   // for ever: a program's statics may fail at their end
    const std::lock_guard lock(mutex);
    const auto [it, is_new] = known.try_emplace(type);
    if (!is_new) return it->second;
    std::string name = detail::demangled(type.name());
    if (auto end = name.find('<'); end != std::string::npos) name.resize(end);
    if (auto colon = name.rfind("::"); colon != std::string::npos) name.erase(0, colon + 2);
    return it->second = std::move(name);
}

ExceptionInfo plain(std::string type, const std::string& message) {
    return {type, message, type + "(" + (message.empty() ? "" : quoted(message)) + ")", false, false};
}

std::string python_name(const std::exception& e) {
    if (dynamic_cast<const std::bad_alloc*>(&e)) return "MemoryError";
    if (dynamic_cast<const std::out_of_range*>(&e)) return "IndexError";
    if (dynamic_cast<const std::invalid_argument*>(&e) || dynamic_cast<const std::domain_error*>(&e)) return "ValueError";
    if (dynamic_cast<const std::overflow_error*>(&e)) return "OverflowError";
    if (typeid(e) == typeid(std::runtime_error)) return "RuntimeError";
    return class_name(typeid(e));
}

/// Python makes an OSError what its code means.
std::string ours(const BaseException& e) {
    if (typeid(e) != typeid(OSError)) return class_name(typeid(e));
    return os_error_class(static_cast<const OSError&>(e).code);
}

ExceptionInfo of_ours(const BaseException& e) {
    const std::string type = ours(e);
    return {type, e.what(), type + "(" + e.arguments() + ")",
            dynamic_cast<const CancelledError*>(&e) != nullptr,
            dynamic_cast<const SystemExit*>(&e) || dynamic_cast<const KeyboardInterrupt*>(&e)};
}

}  // namespace

std::string BaseException::arguments() const {
    if (!has_message_) return {};
    return quoted_ ? quoted(message_) : message_;
}

OSError::OSError(int code, std::string strerror, std::string operation, std::string address)
    : Exception("[Errno " + std::to_string(code) + "] " + strerror), code(code), strerror(std::move(strerror)),
      operation(std::move(operation)), address(std::move(address)) {}

OSError::OSError(int code, std::string strerror, std::string operation, Paths paths)
    : Exception("[Errno " + std::to_string(code) + "] " + strerror + ": " + quoted(paths.filename) +
                (paths.filename2 ? " -> " + quoted(*paths.filename2) : "")),
      code(code), strerror(std::move(strerror)), operation(std::move(operation)), address(paths.filename),
      filename(std::move(paths.filename)), filename2(std::move(paths.filename2)) {}

std::string OSError::arguments() const {
    return code == 0 ? Exception::arguments() : std::to_string(code) + ", " + quoted(strerror);
}

IncompleteReadError::IncompleteReadError(std::string partial, std::optional<std::size_t> expected)
    : EOFError(std::to_string(partial.size()) + " bytes read on a total of " +
               (expected ? std::to_string(*expected) : "undefined") + " expected bytes"),
      partial(std::move(partial)), expected(expected) {}

void detail::refuse_none(const char* attribute) {
    throw AttributeError("'NoneType' object has no attribute '" + std::string(attribute) + "'");
}

ExceptionInfo describe(const std::exception_ptr& exception) {
    if (!exception) return {"None", "", "None"};
    if (const auto* e = exception_cast<BaseException>(exception)) return of_ours(*e);
    if (const auto* e = exception_cast<std::exception>(exception)) return plain(python_name(*e), e->what());
    if (exception_cast<Abandoned>(exception)) return {"Abandoned", "", "Abandoned()", false, true};
    return plain("Exception", "not derived from std::exception");
}

std::string type_name(const std::exception_ptr& exception) { return describe(exception).type; }
std::string repr(const std::exception_ptr& exception) { return describe(exception).repr; }
std::string Str::operator()(const std::exception_ptr& exception) const { return describe(exception).message; }
std::string type_name(const BaseException& exception) { return ours(exception); }
std::string repr(const BaseException& exception) { return type_name(exception) + "(" + exception.arguments() + ")"; }

std::exception_ptr handled_exception() noexcept {
    const std::type_info* type = abi::__cxa_current_exception_type();
    if (!type || *type != typeid(OSError)) return std::current_exception();
    try {
        throw;
    } catch (const OSError& error) {
        return error.code == 0 ? std::current_exception() : os_error_of_its_kind(error);
    }
}

std::exception_ptr exception_out_of(const char* frame, bool generator) noexcept {
    const std::type_info* type = abi::__cxa_current_exception_type();
    if (!type || (*type != typeid(StopIteration) && (!generator || *type != typeid(StopAsyncIteration)))) return handled_exception();
    const std::exception_ptr stop = std::current_exception();
    try {
        raise_from(RuntimeError(std::string(frame) + " raised " + type_name(stop)), stop);
    } catch (...) {
        return std::current_exception();
    }
}

bool is_cancelled_error(const std::exception_ptr& exception) { return exception_cast<CancelledError>(exception) != nullptr; }

}  // namespace asyncio
