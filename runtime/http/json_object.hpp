#pragma once
#include <compare>
#include <functional>
#include <initializer_list>
#include <list>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace asyncio::http::detail {

/// A JSON object: its members stand in the order in which they came, as in a Python dict, and stay where they are in
/// memory. A name that comes again keeps its place. Equal are those with the same members, in whatever order.
///
/// It has what nlohmann::basic_json asks of a std::map.
template <class Key, class T, class Less = std::less<Key>, class Allocator = std::allocator<std::pair<const Key, T>>>
class JsonObject {
public:
    using key_type = Key;
    using mapped_type = T;
    using value_type = std::pair<const Key, T>;
    using key_compare = std::less<>;     // any kind of text can be looked up
    using allocator_type = Allocator;
    using Members = std::list<value_type, Allocator>;
    using iterator = typename Members::iterator;
    using const_iterator = typename Members::const_iterator;
    using reverse_iterator = typename Members::reverse_iterator;
    using const_reverse_iterator = typename Members::const_reverse_iterator;
    using size_type = typename Members::size_type;
    using difference_type = typename Members::difference_type;
    using reference = value_type&;
    using const_reference = const value_type&;

    JsonObject() = default;
    template <class It>
    JsonObject(It first, It last) { insert(first, last); }
    JsonObject(std::initializer_list<value_type> members) : JsonObject(members.begin(), members.end()) {}
    JsonObject(const JsonObject& other) : members_(other.members_) { index_all(); }
    JsonObject(JsonObject&& other) noexcept : members_(std::move(other.members_)), index_(std::move(other.index_)) { other.clear(); }
    JsonObject& operator=(JsonObject other) noexcept {
        swap(other);
        return *this;
    }
    void swap(JsonObject& other) noexcept {
        members_.swap(other.members_);
        index_.swap(other.index_);
    }
    friend void swap(JsonObject& a, JsonObject& b) noexcept { a.swap(b); }

    iterator begin() { return members_.begin(); }
    iterator end() { return members_.end(); }
    const_iterator begin() const { return members_.begin(); }
    const_iterator end() const { return members_.end(); }
    const_iterator cbegin() const { return members_.cbegin(); }
    const_iterator cend() const { return members_.cend(); }
    size_type size() const { return members_.size(); }
    size_type max_size() const { return members_.max_size(); }
    bool empty() const { return members_.empty(); }
    void clear() {
        index_.clear();
        members_.clear();
    }

    iterator find(std::string_view key) { return find_in(*this, key); }
    const_iterator find(std::string_view key) const { return find_in(*this, key); }
    size_type count(std::string_view key) const { return find(key) != end(); }
    T& operator[](std::string_view key) { return emplace(Key(key), nullptr).first->second; }

    template <class K, class V>
    std::pair<iterator, bool> emplace(K&& key, V&& value) {
        if (const iterator there = find(key); there != end()) return {there, false};
        members_.emplace_back(Key(std::forward<K>(key)), T(std::forward<V>(value)));
        const iterator added = std::prev(end());
        if (index_.empty()) index_all();
        else index_.emplace(added->first, added);
        return {added, true};
    }
    std::pair<iterator, bool> insert(const value_type& member) { return emplace(member.first, member.second); }
    std::pair<iterator, bool> insert(value_type&& member) { return emplace(member.first, std::move(member.second)); }
    template <class It>
    void insert(It first, It last) {
        for (; first != last; ++first) insert(*first);
    }

    iterator erase(iterator at) {
        index_.erase(at->first);
        return members_.erase(at);
    }
    iterator erase(iterator first, iterator last) {
        while (first != last) first = erase(first);
        return last;
    }
    size_type erase(std::string_view key) {
        const iterator there = find(key);
        if (there == end()) return 0;
        erase(there);
        return 1;
    }

    friend bool operator==(const JsonObject& a, const JsonObject& b) {
        if (a.size() != b.size()) return false;
        for (const auto& [key, value] : a)
            if (const auto there = b.find(key); there == b.end() || !(there->second == value)) return false;
        return true;
    }
    friend std::partial_ordering operator<=>(const JsonObject& a, const JsonObject& b) {
        auto there = b.begin();
        for (auto here = a.begin(); here != a.end(); ++here, ++there) {
            if (there == b.end()) return std::partial_ordering::greater;
            if (const auto by_name = here->first <=> there->first; by_name != 0) return by_name;
            if (const std::partial_ordering by_value = here->second <=> there->second; by_value != 0) return by_value;
        }
        return there == b.end() ? std::partial_ordering::equivalent : std::partial_ordering::less;
    }

private:
    static constexpr size_type few = 8;  // are found as fast without an index

    template <class Self>
    static auto find_in(Self& self, std::string_view key) {
        if (!self.index_.empty()) {
            const auto there = self.index_.find(key);
            return there == self.index_.end() ? self.end() : decltype(self.begin())(there->second);
        }
        auto at = self.begin();
        while (at != self.end() && at->first != key) ++at;
        return at;
    }
    void index_all() {
        if (size() <= few) return;
        for (iterator at = begin(); at != end(); ++at) index_.emplace(at->first, at);
    }

    Members members_;
    std::unordered_map<std::string_view, iterator> index_;   // of all, once there are many; its keys are the members'
};

}  // namespace asyncio::http::detail
