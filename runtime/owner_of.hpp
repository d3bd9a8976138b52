#pragma once
#include <bit>
#include <cstddef>

namespace asyncio {

/// The object whose `member` is `part`. For parts that are the same member of every owner, and need not keep a pointer to it.
/// (A pointer to a member is its distance from the beginning wherever the Itanium ABI holds.)
template <class Owner, class Member>
Owner& owner_of(const Member* part, Member Owner::* member) {
    static_assert(sizeof member == sizeof(std::ptrdiff_t));
    return *reinterpret_cast<Owner*>(reinterpret_cast<char*>(const_cast<Member*>(part)) - std::bit_cast<std::ptrdiff_t>(member));
}

}  // namespace asyncio
