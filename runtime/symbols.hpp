#pragma once
#include <string>

namespace asyncio::detail {

/// The symbol of the function at this address, as the linker knows it; "" if nobody says. Functions that are not exported
/// (static ones, and all of a program that is not linked with -rdynamic) are found in the symbol table of the file that
/// they come from, as long as that is not stripped.
std::string symbol_at(const void* function);
/// What a symbol, or the name() of a std::type_info, means in C++; itself, if it is none.
std::string demangled(const char* symbol);

}  // namespace asyncio::detail
