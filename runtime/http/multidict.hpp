#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asyncio::http {

/// Names and values in the order in which they were added; a name may come several times.
///
/// Python: multidict.MultiDict and CIMultiDict. All text lies in one string, so that a request's headers cost two
/// allocations at most: the views that it gives out hold until it is changed.
template <bool ignore_case>
class BasicMultiDict {
public:
    struct Item {
        std::string_view name, value;
        friend bool operator==(const Item&, const Item&) = default;
    };

    BasicMultiDict() = default;
    BasicMultiDict(std::initializer_list<std::pair<std::string_view, std::string_view>> items) {
        for (const auto& [name, value] : items) add(name, value);
    }

    void add(std::string_view name, std::string_view value);   ///< beside what has that name already
    void set(std::string_view name, std::string_view value);   ///< instead of that. Python: d[name] = value
    void extend(const BasicMultiDict& other);                  ///< adds all of the other's
    void update(const BasicMultiDict& other);                  ///< sets all of the other's
    std::size_t remove(std::string_view name);                 ///< how many there were. Python: popall
    void clear();                                              ///< keeps the memory for what comes next

    std::optional<std::string_view> get(std::string_view name) const;   ///< the first; none: there is no such name
    std::string_view get(std::string_view name, std::string_view fallback) const { return get(name).value_or(fallback); }
    std::string_view operator[](std::string_view name) const;           ///< throws KeyError
    std::vector<std::string_view> getall(std::string_view name) const;
    bool contains(std::string_view name) const { return get(name).has_value(); }
    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }

    class Iterator {
    public:
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        Iterator(const BasicMultiDict& dict, std::size_t at) : dict_(&dict), at_(at) {}
        Item operator*() const { return dict_->item(at_); }
        Iterator& operator++() { ++at_; return *this; }
        Iterator operator++(int) { return {*dict_, at_++}; }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

    private:
        const BasicMultiDict* dict_ = nullptr;
        std::size_t at_ = 0;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, entries_.size()}; }
    friend bool operator==(const BasicMultiDict& a, const BasicMultiDict& b) {
        return a.size() == b.size() && a.equal_items(b);
    }

private:
    struct Entry { std::uint32_t name, name_size, value, value_size; };   // where in text_
    Item item(std::size_t at) const;
    bool equal_items(const BasicMultiDict& other) const;
    std::uint32_t keep(std::string_view text);
    void compact();

    std::string text_;
    std::vector<Entry> entries_;
    std::size_t garbage_ = 0;    // bytes of text_ that no entry refers to
};

/// Case matters: a URL's query, a form.
using MultiDict = BasicMultiDict<false>;
/// Case does not: headers.
using CIMultiDict = BasicMultiDict<true>;

extern template class BasicMultiDict<false>;
extern template class BasicMultiDict<true>;

/// Whether they are equal but for the case of ASCII letters.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace asyncio::http
