#pragma once
#include <string_view>

#include "visualizer/model/spans.hpp"
#include "visualizer/story/story.hpp"

/// What the exports themselves say. What has happened is told by story/.
namespace awaitscope::exports {

struct Caption {
    std::string_view en, zh;
    std::string_view in(Lang lang) const { return lang == Lang::en ? en : zh; }
};

namespace words {

inline constexpr Caption event_loop{"event loop", "事件循环"};
inline constexpr Caption thread{"thread", "线程"};
inline constexpr Caption waits{"waits", "等待"};
inline constexpr Caption turns{"turns of the loop", "轮循环"};
inline constexpr Caption tasks{"tasks", "个任务"};
inline constexpr Caption events{"events", "个事件"};
inline constexpr Caption task{"task", "个任务"};
inline constexpr Caption event{"event", "个事件"};
inline constexpr Caption turn{"turn of the loop", "轮循环"};
inline constexpr Caption more_lanes{"more lanes are not shown", "条泳道未画出"};
inline constexpr Caption nothing{"Nothing was recorded.", "没有任何记录。"};
inline constexpr Caption no_time{"no time passes here: the axis only shows the order",
                               "这里没有时间流逝：横轴只表示先后顺序"};
inline constexpr Caption widths{
    "Under the virtual clock running takes no time: steps are drawn wider than they are; each instant begins at its "
    "true time.",
    "在虚拟时钟下运行不花时间：步骤画得比实际宽，每个时刻的起点是准确的。"};

}  // namespace words

/// A span in a few words: "sleeping", "awaiting · gather", "awaiting · Task-2".
std::string span_title(const Span& span, Lang lang);

}  // namespace awaitscope::exports
