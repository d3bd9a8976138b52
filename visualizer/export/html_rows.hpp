#pragma once
#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

#include "json_text.hpp"
#include "visualizer/story/story.hpp"

namespace awaitscope::exports {

/// The page's panels that show a list of rows.
enum class PageCard : std::uint8_t { running, ready, timers, io, threads, tasks };
inline constexpr std::size_t panel_count = 6;

/// One row of a panel: what a learner reads.
struct Row {
    int state = -1;           ///< TaskState, for the colour; -1: none
    std::string name{};       ///< what stands out at the beginning: "Task-2", "t = 2.000 s"
    std::string rest{};       ///< what follows it: "fetch(\"A\")"
    std::string en{}, zh{};     ///< what stands at the right
    std::int32_t line = 0;    ///< where the task stands in the source
    std::optional<Micros> when{};  ///< a deadline; the page says how long until then
    bool later = false;       ///< not in this turn
    bool skipped = false;     ///< cancelled: will not run
};

/// All rows that ever appear, each once. What a row says is a function of its key, so that a row is put
/// into words only when its key is new.
class RowTable {
public:
    using Key = std::array<std::uint64_t, 8>;

    template <class Make>
    std::size_t id(const Key& key, Make make) {
        const auto [entry, is_new] = ids_.try_emplace(key, ids_.size());
        if (is_new) add(make());
        return entry->second;
    }
    const std::string& json() const { return rows_.text(); }   ///< the rows by id, with commas between

private:
    struct Hash {
        std::size_t operator()(const Key& key) const {
            std::uint64_t hash = 0;
            for (const std::uint64_t part : key) hash = (hash ^ part) * 0x9e3779b97f4a7c15u, hash ^= hash >> 29;
            return hash;
        }
    };
    void add(const Row& row);

    std::unordered_map<Key, std::size_t, Hash> ids_;
    JsonText rows_;
};

/// The ids of a panel's rows in one instant.
using RowIds = std::vector<std::size_t>;
std::array<RowIds, panel_count> rows_of(const State& state, RowTable& table);

}  // namespace awaitscope::exports
