#include "callable_name.hpp"

#include <cxxabi.h>
#include <dlfcn.h>

#include <cstdlib>
#include <memory>
#include <unordered_map>

namespace asyncio::detail {
namespace {

std::string demangled(const char* symbol) {
    int status = 0;
    std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(symbol, nullptr, nullptr, &status), std::free);
    return status == 0 ? text.get() : symbol;
}

/// "ns::Class<int>::f[abi:cxx11](int, std::string)" -> "f"
std::string last_name(std::string text) {
    int depth = 0;
    std::size_t begin = 0, end = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '<') ++depth;
        else if (text[i] == '>') --depth;
        else if (depth == 0 && (text[i] == '(' || text[i] == '[') && i > 0) { end = i; break; }
        else if (depth == 0 && (text[i] == ':' || text[i] == ' ')) begin = i + 1;
    }
    text = text.substr(begin, end - begin);
    if (auto angle = text.find('<'); angle != std::string::npos) text.resize(angle);
    return text;
}

}  // namespace

std::string symbol_name(const void* address) {
    thread_local std::unordered_map<const void*, std::string> known;   // dladdr looks through all symbols, each time
    const auto [it, is_new] = known.try_emplace(address, "function");
    Dl_info info{};
    if (is_new && dladdr(address, &info) && info.dli_sname && info.dli_saddr == address) it->second = last_name(demangled(info.dli_sname));
    return it->second;
}

std::string functor_name(const std::type_info& type) {
    const std::string name = demangled(type.name());
    for (const char* of_lambda : {"{lambda", "'lambda", "::$_"})
        if (name.find(of_lambda) != std::string::npos) return "<lambda>";
    return last_name(name);
}

}  // namespace asyncio::detail
