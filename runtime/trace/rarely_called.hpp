#pragma once

/// For a call that is hardly ever made, in the middle of what is done all the time: it saves the registers, not its caller.
#ifdef __has_cpp_attribute
#if __has_cpp_attribute(clang::preserve_most)
#define ASYNCIO_RARELY_CALLED [[clang::preserve_most, gnu::noinline]]
#endif
#endif
#ifndef ASYNCIO_RARELY_CALLED
#define ASYNCIO_RARELY_CALLED [[gnu::noinline]]
#endif
