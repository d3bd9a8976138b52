#pragma once
#include <cstring>
#include <exception>
#include <typeinfo>

namespace asyncio {

/// The E (a class) that an exception is; nullptr if it is none. Lives as long as the exception. Where the library can tell,
/// nothing is thrown to find out: that takes a hundred times as long. C++26: std::exception_ptr_cast
template <class E>
const E* exception_cast(const std::exception_ptr& exception) {
    if (!exception) return nullptr;
#ifdef __GLIBCXX__
    void* object = nullptr;   // an exception_ptr is the pointer to what was thrown
    static_assert(sizeof exception == sizeof object);
    std::memcpy(&object, &exception, sizeof object);
    return typeid(E).__do_catch(exception.__cxa_exception_type(), &object, 1) ? static_cast<const E*>(object) : nullptr;
#else
    try {
        std::rethrow_exception(exception);
    } catch (const E& is) {
        return &is;
    } catch (...) {
        return nullptr;
    }
#endif
}

}  // namespace asyncio
