#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "extra_info.hpp"

namespace asyncio {

/// What stands between the loop and a protocol. Python: asyncio.BaseTransport
class BaseTransport {
public:
    BaseTransport() = default;
    BaseTransport(const BaseTransport&) = delete;
    virtual ~BaseTransport() = default;

    /// Ends it in order: what is buffered is still sent, then connection_lost(nullptr) is called. Idempotent.
    virtual void close() = 0;
    virtual bool is_closing() const = 0;
    virtual ExtraInfo get_extra_info(std::string_view) const { return {}; }   ///< nothing for names that it does not know
    /// The same as a T, an Address say; `otherwise`, if there is nothing. Python: get_extra_info(name, default)
    template <class T> requires std::is_convertible_v<ExtraInfo, T>
    T get_extra_info(std::string_view name, T otherwise) const {
        const ExtraInfo info = get_extra_info(name);
        return info ? static_cast<T>(info) : std::move(otherwise);
    }
    /// As Python shows it: <_SelectorSocketTransport fd=7 read=polling write=<idle, bufsize=0>>
    virtual std::string repr() const = 0;

    /// For the library: the loop that kept it is closed, so nothing will be called any more.
    virtual void loop_closed() {}
    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

protected:
    static constexpr std::size_t most_at_once = 256 * 1024;   ///< bytes that are read in one go
    static constexpr int patience_with_writes = 5;            ///< after it was lost; each further one is told

private:
    unsigned references_ = 0;
};
inline std::string repr(const BaseTransport& transport) { return transport.repr(); }

}  // namespace asyncio
