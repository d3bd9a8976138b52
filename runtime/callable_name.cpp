#include "callable_name.hpp"

#include <mutex>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "symbols.hpp"

namespace asyncio::detail {
namespace {

/// Behind the parentheses that begin at `at`.
std::size_t after_parentheses(const std::string& text, std::size_t at) {
    int depth = 0;
    do depth += (text[at] == '(') - (text[at] == ')'); while (++at < text.size() && depth > 0);
    return at;
}

/// "int ns::Class<int>::f[abi:cxx11](int, std::string)" -> "ns", "Class", "f"
std::vector<std::string> path_of(std::string text) {
    static const std::string nameless = "(anonymous namespace)::";
    for (std::size_t at; (at = text.find(nameless)) != std::string::npos;) text.erase(at, nameless.size());
    int depth = 0;
    std::vector<std::string> path{""};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (depth == 0 && c == '(' && i > 0) {   // of the function, or of one in which a class stands
            i = after_parentheses(text, i);
            if (text.compare(i, 2, "::") != 0) break;
        }
        if (c == '<') ++depth;
        else if (c == '>') --depth;
        else if (depth > 0 || c == '(') continue;
        else if (c == '[') break;
        else if (c == ' ') path.assign(1, "");
        else if (c != ':') path.back() += c;
        if (text[i] == ':' && depth == 0 && !path.back().empty()) path.emplace_back();
    }
    return path;
}

std::string last_name(const std::string& text) { return path_of(text).back(); }

/// "Class<int>" of "ns::f()::{lambda(int)#1}::operator()(int) const::Class<int>": where a class stands may be a lambda, too.
std::string_view innermost(std::string_view type) {
    int depth = 0;
    for (std::size_t i = type.size(); i-- > 1;) {
        const char c = type[i];
        depth += (c == ')' || c == '>' || c == '}') - (c == '(' || c == '<' || c == '{');
        if (depth == 0 && c == ':' && type[i - 1] == ':') return type.substr(i + 1);
    }
    return type;
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

std::string qualified_symbol_name(const void* address) {
    const std::string symbol = symbol_at(address);
    const std::vector<std::string> path = path_of(demangled(symbol.c_str()));
    return path.size() < 2 ? symbol_name(address) : path[path.size() - 2] + "." + path.back();
}

std::string functor_name(const std::type_info& type) {
    const std::string demangled_name = demangled(type.name());
    const std::string_view name = innermost(demangled_name);
    for (const char* of_lambda : {"{lambda", "'lambda", "$_"})
        if (name.starts_with(of_lambda)) return "<lambda>";
    return std::string(name.substr(0, name.find_first_of("<[")));
}

const char* kept_name(const std::string& name) {
    static std::mutex mutex;
    static std::set<std::string> names;
    const std::lock_guard lock(mutex);
    return names.insert(name).first->c_str();
}

}  // namespace asyncio::detail
