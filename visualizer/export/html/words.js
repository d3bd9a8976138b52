// What the page itself says. What has happened stands in the recording's data, in both languages.
const WORDS = {
  step: ["Step", "单步"], next_switch: ["Next task switch", "下一次任务切换"], next_turn: ["Next loop turn", "下一轮循环"],
  play: ["Play", "播放"], pause: ["Pause", "暂停"], per_second: ["/s", "/秒"], save: ["Save recording", "保存记录"],
  event: ["event", "事件"], turn: ["loop turn", "循环轮次"], time: ["time", "时间"],
  running: ["Running", "正在运行"], ready: ["Ready queue", "就绪队列"], ready_note: ["(first in, first out)", "（先进先出）"],
  timers: ["Timers", "定时器"], timers_note: ["(earliest first)", "（最早的在前）"], io: ["I/O waits", "I/O 等待"],
  threads: ["Thread pool", "线程池"], tasks: ["Tasks", "任务"], timeline: ["Timeline", "时间线"], output: ["Output", "输出"],
  events: ["Events", "事件列表"], happened: ["What just happened", "刚刚发生了什么"], loop: ["event loop", "事件循环"], colon: [": ", "："],
  thread: ["thread", "线程"], waits: ["waits", "等待"], in: ["in", "还剩"], due: ["due", "已到期"], line: ["line", "行"],
  later: ["next turn", "下一轮"], skipped: ["cancelled: will be skipped", "已取消：将被跳过"],
  no_ready: ["empty: nothing is waiting for its turn", "空：没有等待运行的回调"], no_timers: ["none: nobody sleeps", "无：没有任务在睡眠"],
  no_io: ["none: no socket is watched", "无：没有监视任何套接字"], no_threads: ["idle", "空闲"], no_tasks: ["none yet", "还没有任务"],
  no_output: ["nothing printed yet", "还没有输出"],
  ended: ["This page holds the first {n} of {all} events.", "此页面只包含 {all} 个事件中的前 {n} 个。"],
  keys: ["Keys", "按键"], close: ["Close", "关闭"],
  tip_start: ["Back to the first event", "回到第一个事件"], tip_back: ["One event back", "后退一个事件"],
  tip_step: ["One event forward", "前进一个事件"], tip_switch: ["On to the next step of a task", "前进到任务的下一步"],
  tip_turn: ["On to the next turn of the loop", "前进到下一轮循环"], tip_play: ["Play or pause", "播放或暂停"],
  tip_speed: ["Events a second while playing", "播放时每秒的事件数"], tip_end: ["On to the last event", "前进到最后一个事件"],
  tip_slider: ["Where in the recording", "记录中的位置"], tip_save: ["Save the events as a file that Awaitscope opens", "把事件保存为 Awaitscope 可以打开的文件"],
  tip_theme: ["Dark or light", "深色或浅色"], tip_lang: ["Language", "语言"], tip_help: ["All keys", "所有按键"],
  tip_zoom_in: ["Closer", "放大"], tip_zoom_out: ["Farther", "缩小"], tip_zoom_all: ["Everything", "显示全部"],
  back_switch: ["Back to the previous step of a task", "后退到任务的上一步"], back_turn: ["Back to the previous turn of the loop", "后退到上一轮循环"],
  slower: ["Fewer events a second", "减少每秒的事件数"], from_event: ["events", "事件"], lanes: ["What each task did, over time", "每个任务随时间的活动"],
};

let lang = "en";
const say = (key) => WORDS[key][lang === "en" ? 0 : 1];

/// "1.000 s"; with more digits only if the time is not a whole millisecond.
const formatTime = (micros) => (micros / 1e6).toFixed(micros % 1000 ? 6 : 3) + " s";
