#pragma once
#include <string_view>

#include "visualizer/story/story.hpp"

/// What the panels themselves say: titles, buttons, notes. What happened is told by story/.
namespace awaitscope {

struct Label {
    std::string_view en, zh;
    std::string_view in(Lang lang) const { return lang == Lang::en ? en : zh; }
};

namespace words {

// Toolbar.
inline constexpr Label step{"Step", "单步"};
inline constexpr Label next_switch{"Next task switch", "下一次任务切换"};
inline constexpr Label next_switch_short{"Task", "任务"};
inline constexpr Label next_turn{"Next loop turn", "下一轮循环"};
inline constexpr Label next_turn_short{"Turn", "轮次"};
inline constexpr Label play{"Play", "播放"};
inline constexpr Label pause{"Pause", "暂停"};
inline constexpr Label export_{"Export", "导出"};
inline constexpr Label event{"event", "事件"};
inline constexpr Label turn{"loop turn", "循环轮次"};
inline constexpr Label virtual_time{"virtual time", "虚拟时间"};
inline constexpr Label waiting{"the lesson is running…", "课程正在运行…"};
inline constexpr Label tip_start{"Back to the first event  (Home)", "回到第一个事件  (Home)"};
inline constexpr Label tip_back{"One event back  (←)", "后退一个事件  (←)"};
inline constexpr Label tip_step{"One event forward  (→)", "前进一个事件  (→)"};
inline constexpr Label tip_switch{"On to the next step of a task  (T; back: Shift+T)", "前进到任务的下一步  (T；后退：Shift+T)"};
inline constexpr Label tip_turn{"On to the next turn of the loop  (N; back: Shift+N)", "前进到下一轮循环  (N；后退：Shift+N)"};
inline constexpr Label tip_play{"Play or pause  (Space)", "播放或暂停  (空格)"};
inline constexpr Label tip_speed{"Events a second while playing  (S; slower: Shift+S)", "播放时每秒的事件数  (S；减慢：Shift+S)"};
inline constexpr Label tip_end{"On to the last event  (End)", "前进到最后一个事件  (End)"};
inline constexpr Label tip_export{"Save this recording as a file  (Ctrl+E)", "把这段记录保存为文件  (Ctrl+E)"};
inline constexpr Label tip_lang{"Language  (L)", "语言  (L)"};
inline constexpr Label tip_theme{"Dark or light  (D)", "深色或浅色  (D)"};
inline constexpr Label tip_help{"All keys  (F1)", "所有按键  (F1)"};
inline constexpr Label a_second{"/s", "/秒"};

// Left.
inline constexpr Label lessons{"LESSONS", "课程"};
inline constexpr Label recording{"recording", "记录文件"};
inline constexpr Label no_lessons{"This build has no lessons.", "此版本不含课程。"};
inline constexpr Label what_if{"WHAT IF…", "如果……"};
inline constexpr Label restart{"as it was", "恢复原值"};
inline constexpr Label no_what_if{"A recording cannot be changed.", "记录文件不能更改。"};

// Middle.
inline constexpr Label text_tab{"Lesson", "讲解"};
inline constexpr Label no_source{"The source of this program is not at hand: put the .py file beside the recording.",
                                 "找不到此程序的源代码：请把 .py 文件放在记录文件旁边。"};
inline constexpr Label no_text{"A recording has no lesson text.", "记录文件没有讲解。"};
inline constexpr Label questions{"QUESTIONS", "问题"};
inline constexpr Label right{"Right.", "正确。"};
inline constexpr Label wrong{"Not quite.", "不对。"};
inline constexpr Label more_tasks{"more", "个任务"};
inline constexpr Label happened{"WHAT JUST HAPPENED", "刚刚发生了什么"};

// Right.
inline constexpr Label running{"RUNNING", "正在运行"};
inline constexpr Label line{"line", "行"};
inline constexpr Label step_number{"step", "第"};
inline constexpr Label nobody{"nobody", "没有任务"};
inline constexpr Label ready{"READY QUEUE", "就绪队列"};
inline constexpr Label fifo{"(first in, first out)", "（先进先出）"};
inline constexpr Label ready_empty{"empty: nothing is waiting for its turn", "空：没有等待运行的回调"};
inline constexpr Label next_turn_divider{"next turn", "下一轮"};
inline constexpr Label skipped{"cancelled: will be skipped", "已取消：将被跳过"};
inline constexpr Label timers{"TIMERS", "定时器"};
inline constexpr Label timers_note{"(earliest first)", "（最早的在前）"};
inline constexpr Label timers_empty{"none: nobody sleeps", "无：没有任务在睡眠"};
inline constexpr Label in{"in", "还剩"};
inline constexpr Label due{"due", "已到期"};
inline constexpr Label io{"I/O WAITS", "I/O 等待"};
inline constexpr Label io_note{"(libuv · epoll)", "（libuv · epoll）"};
inline constexpr Label io_empty{"none: no socket is watched", "无：没有监视任何套接字"};
inline constexpr Label readable{"readable?", "可读？"};
inline constexpr Label writable{"writable?", "可写？"};
inline constexpr Label is_ready{"ready", "就绪"};
inline constexpr Label threads{"THREAD POOL", "线程池"};
inline constexpr Label threads_empty{"idle: no thread has a job", "空闲：没有线程在执行工作"};
inline constexpr Label thread{"thread", "线程"};
inline constexpr Label queued{"queued", "排队"};
inline constexpr Label since{"since", "始于"};
inline constexpr Label tasks{"TASKS", "任务"};
inline constexpr Label tasks_empty{"none yet: take the first step", "还没有任务：请走第一步"};
inline constexpr Label task_refused{"refused: it never begins", "被拒绝：不会开始"};

// Bottom.
inline constexpr Label timeline{"Timeline", "时间线"};
inline constexpr Label events{"Events", "事件"};
inline constexpr Label axis_time{"by time", "按时间"};
inline constexpr Label axis_events{"by event", "按事件"};
inline constexpr Label tip_axis{"x axis: virtual time (with some room for each event), or events  (X)",
                                "横轴：虚拟时间（每个事件都留有宽度）或事件  (X)"};
inline constexpr Label zoom_in{"Zoom in  (Ctrl+↑, mouse wheel)", "放大  (Ctrl+↑，鼠标滚轮)"};
inline constexpr Label zoom_out{"Zoom out  (Ctrl+↓, mouse wheel)", "缩小  (Ctrl+↓，鼠标滚轮)"};
inline constexpr Label whole{"all", "全部"};
inline constexpr Label tip_whole{"Show the whole timeline  (0)", "显示整条时间线  (0)"};
inline constexpr Label timeline_empty{"Nothing has happened yet. Press → to take the first step.",
                                      "还没有发生任何事。按 → 走第一步。"};
inline constexpr Label event_loop{"event loop", "事件循环"};
inline constexpr Label worker{"thread", "线程"};
inline constexpr Label waited{"waiting in epoll", "在 epoll 中等待"};
inline constexpr Label filter{"filter", "筛选"};
inline constexpr Label no_match{"No event says that.", "没有匹配的事件。"};
inline constexpr Label of{"of", "/"};
inline constexpr Label output{"OUTPUT", "输出"};
inline constexpr Label output_empty{"Nothing has been printed yet.", "还没有打印任何内容。"};
inline constexpr Label error{"error", "错误"};
inline constexpr Label warning{"warning", "警告"};
inline constexpr Label mark{"mark", "标记"};

// Over everything.
inline constexpr Label keys{"KEYS", "按键"};
inline constexpr Label close{"Esc or F1 closes this", "按 Esc 或 F1 关闭"};

}  // namespace words
}  // namespace awaitscope
