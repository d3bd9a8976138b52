#pragma once
#include <type_traits>

#include "../counted.hpp"

/// What a function that makes a protocol may give: a new object (`new Echo`), or a reference to one.
namespace asyncio::detail {

template <class P>
Counted<P> counted_protocol(P* made) { return Counted<P>(made); }
template <class P>
Counted<P> counted_protocol(Counted<P> made) { return made; }

/// The protocol that F makes.
template <class F>
using MadeBy = std::remove_reference_t<decltype(*counted_protocol(std::declval<F&>()()))>;

/// F as a function that gives a reference to a Base.
template <class Base, class F>
auto protocol_maker(F factory) {
    return [factory = std::move(factory)]() mutable { return Counted<Base>(counted_protocol(factory())); };
}

}  // namespace asyncio::detail
