#include "callable_name.hpp"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <mutex>
#include <set>
#include <unordered_map>

#include "symbols.hpp"

namespace asyncio::detail {
namespace {

std::string demangled(const char* symbol) {
    int status = 0;
    std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(symbol, nullptr, nullptr, &status), std::free);
    return status == 0 ? text.get() : symbol;
}

/// "ns::Class<int>::f[abi:cxx11](int, std::string)" -> "f"
std::string last_name(std::string text) {
    static const std::string nameless = "(anonymous namespace)::";
    for (std::size_t at; (at = text.find(nameless)) != std::string::npos;) text.erase(at, nameless.size());
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
    thread_local std::unordered_map<const void*, std::string> known;   // all symbols are looked through, each time
    const auto [it, is_new] = known.try_emplace(address, "function");
    if (!is_new) return it->second;
    const std::string symbol = symbol_at(address);
    if (symbol.find("__invoke") != std::string::npos) it->second = "<lambda>";   // one that became a function pointer
    else if (!symbol.empty()) it->second = last_name(demangled(symbol.c_str()));
    return it->second;
}

std::string functor_name(const std::type_info& type) {
    const std::string name = demangled(type.name());
    for (const char* of_lambda : {"{lambda", "'lambda", "::$_"})
        if (name.find(of_lambda) != std::string::npos) return "<lambda>";
    return last_name(name);
}

const char* kept_name(const std::string& name) {
    static std::mutex mutex;
    static std::set<std::string> names;
    const std::lock_guard lock(mutex);
    return names.insert(name).first->c_str();
}

}  // namespace asyncio::detail
