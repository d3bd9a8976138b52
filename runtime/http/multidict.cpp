#include "multidict.hpp"

#include <algorithm>

#include "ascii.hpp"
#include "runtime/exceptions.hpp"

namespace asyncio::http {
namespace {

template <bool ignore_case>
bool same(std::string_view a, std::string_view b) {
    if constexpr (ignore_case) return equal_ignoring_case(a, b);
    else return a == b;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

template <bool ignore_case>
std::uint32_t BasicMultiDict<ignore_case>::keep(std::string_view text) {
    const auto at = static_cast<std::uint32_t>(text_.size());
    text_.append(text);
    return at;
}

template <bool ignore_case>
void BasicMultiDict<ignore_case>::add(std::string_view name, std::string_view value) {
    if (text_.data() <= name.data() && name.data() <= text_.data() + text_.size()) return add(std::string(name), value);
    if (text_.data() <= value.data() && value.data() <= text_.data() + text_.size()) return add(name, std::string(value));
    const Entry entry{keep(name), static_cast<std::uint32_t>(name.size()), keep(value), static_cast<std::uint32_t>(value.size())};
    entries_.push_back(entry);
}

template <bool ignore_case>
void BasicMultiDict<ignore_case>::set(std::string_view name, std::string_view value) {
    const std::string new_name(name), new_value(value);   // they may be views of what goes now
    const auto first = std::ranges::find_if(entries_, [&](const Entry& e) {
        return same<ignore_case>({text_.data() + e.name, e.name_size}, new_name);
    });
    const auto place = first - entries_.begin();
    const bool known = remove(new_name) > 0;
    add(new_name, new_value);
    if (known) std::rotate(entries_.begin() + place, entries_.end() - 1, entries_.end());   // it keeps its place
}

template <bool ignore_case>
void BasicMultiDict<ignore_case>::extend(const BasicMultiDict& other) {
    for (const auto& [name, value] : BasicMultiDict(other)) add(name, value);
}

template <bool ignore_case>
void BasicMultiDict<ignore_case>::update(const BasicMultiDict& other) {
    const BasicMultiDict copy(other);
    for (const auto& [name, value] : copy) remove(name);
    extend(copy);
}

template <bool ignore_case>
std::size_t BasicMultiDict<ignore_case>::remove(std::string_view name) {
    const std::size_t before = entries_.size();
    std::erase_if(entries_, [&](const Entry& e) {
        if (!same<ignore_case>({text_.data() + e.name, e.name_size}, name)) return false;
        garbage_ += e.name_size + e.value_size;
        return true;
    });
    if (garbage_ > 1024 && garbage_ > text_.size() / 2) compact();
    return before - entries_.size();
}

template <bool ignore_case>
void BasicMultiDict<ignore_case>::compact() {
    BasicMultiDict fresh;
    for (const auto& [name, value] : *this) fresh.add(name, value);
    *this = std::move(fresh);
}

template <bool ignore_case>
void BasicMultiDict<ignore_case>::clear() {
    text_.clear();
    entries_.clear();
    garbage_ = 0;
}

template <bool ignore_case>
auto BasicMultiDict<ignore_case>::item(std::size_t at) const -> Item {
    const Entry& e = entries_[at];
    return {{text_.data() + e.name, e.name_size}, {text_.data() + e.value, e.value_size}};
}

template <bool ignore_case>
std::optional<std::string_view> BasicMultiDict<ignore_case>::get(std::string_view name) const {
    for (const Entry& e : entries_)
        if (same<ignore_case>({text_.data() + e.name, e.name_size}, name)) return std::string_view(text_.data() + e.value, e.value_size);
    return {};
}

template <bool ignore_case>
std::string_view BasicMultiDict<ignore_case>::operator[](std::string_view name) const {
    if (const auto value = get(name)) return *value;
    throw KeyError(std::string(name));
}

template <bool ignore_case>
std::vector<std::string_view> BasicMultiDict<ignore_case>::getall(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [known, value] : *this)
        if (same<ignore_case>(known, name)) values.push_back(value);
    return values;
}

template <bool ignore_case>
bool BasicMultiDict<ignore_case>::equal_items(const BasicMultiDict& other) const {
    return std::equal(begin(), end(), other.begin(), [](const Item& a, const Item& b) {
        return same<ignore_case>(a.name, b.name) && a.value == b.value;
    });
}

template class BasicMultiDict<false>;
template class BasicMultiDict<true>;

}  // namespace asyncio::http
