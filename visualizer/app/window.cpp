#include "window.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

#include "atlas.hpp"
#include "desk.hpp"
#include "probe_file.hpp"
#include "window_keys.hpp"

namespace awaitscope {
namespace {

constexpr int frames_after_input = 3;      // ImGui settles hovering and sizes in the frames after an event
constexpr double idle_seconds = 0.5;       // how long nothing is looked at while nothing happens
constexpr double busy_seconds = 1.0 / 60;  // while something moves

/// GLFW and its window with an OpenGL context, for as long as it lives.
class Glass {
public:
    Glass(int width, int height) {
        glfwSetErrorCallback([](int, const char* words) { last_error = words; });
        if (!glfwInit()) throw NoWindow("there is no display (" + last_error + ")");
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
        fit_to_screen(width, height);
        window_ = glfwCreateWindow(width, height, "Awaitscope", nullptr, nullptr);
        if (!window_) {
            glfwTerminate();
            throw NoWindow("OpenGL 3.2 is not available (" + last_error + ")");
        }
        glfwSetWindowSizeLimits(window_, 960, 540, GLFW_DONT_CARE, GLFW_DONT_CARE);
        glfwMakeContextCurrent(window_);
        glfwSwapInterval(1);
    }
    ~Glass() {
        glfwDestroyWindow(window_);
        glfwTerminate();
    }
    Glass(const Glass&) = delete;

    GLFWwindow* get() const { return window_; }
    ImVec2 size() const {
        int width = 0, height = 0;
        glfwGetWindowSize(window_, &width, &height);
        return {static_cast<float>(width), static_cast<float>(height)};
    }
    float screen_scale() const {
        float x = 1, y = 1;
        glfwGetWindowContentScale(window_, &x, &y);
        return std::max(1.0f, y);
    }
    void toggle_fullscreen() {
        if (glfwGetWindowMonitor(window_)) {
            glfwSetWindowMonitor(window_, nullptr, x_, y_, width_, height_, 0);
            return;
        }
        glfwGetWindowPos(window_, &x_, &y_);
        glfwGetWindowSize(window_, &width_, &height_);
        GLFWmonitor* screen = glfwGetPrimaryMonitor();
        if (const GLFWvidmode* mode = screen ? glfwGetVideoMode(screen) : nullptr)
            glfwSetWindowMonitor(window_, screen, 0, 0, mode->width, mode->height, mode->refreshRate);
    }

private:
    static void fit_to_screen(int& width, int& height) {
        if (width > 0 && height > 0) return;
        width = 1600, height = 900;
        int x = 0, y = 0, w = 0, h = 0;
        if (GLFWmonitor* screen = glfwGetPrimaryMonitor()) glfwGetMonitorWorkarea(screen, &x, &y, &w, &h);
        if (w > 0 && h > 0) width = std::min(width, w), height = std::min(height, h);
    }
    static inline std::string last_error;
    GLFWwindow* window_ = nullptr;
    int x_ = 0, y_ = 0, width_ = 1600, height_ = 900;
};

/// ImGui with its two backends.
struct Gui {
    explicit Gui(GLFWwindow* window) {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui_ImplGlfw_InitForOpenGL(window, true);
        if (!ImGui_ImplOpenGL3_Init("#version 150")) throw NoWindow("OpenGL 3.2 is not available");
    }
    ~Gui() {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext();
    }
};

/// The frame loop: waits for something to happen, does it, draws.
class Loop {
public:
    Loop(Glass& glass, Desk& desk, const WindowOptions& options)
        : glass_(glass), desk_(desk), base_(base_scale(options)), probe_file_(options.probe), probes_(!options.probe.empty()) {
        glfwSetWindowUserPointer(glass.get(), this);
        listen();
        desk_.set_fonts_have_chinese(atlas_.fonts().chinese);
        desk_.complain(atlas_.problem());
    }

    void run() {
        glfwSetTime(0);
        while (!glfwWindowShouldClose(glass_.get()) && !desk_.wants_to_quit()) {
            glfwWaitEventsTimeout(pending_ > 0 || desk_.session().playing() || desk_.session().waiting() ? busy_seconds : idle_seconds);
            const double now = glfwGetTime();
            if (desk_.tick(now - ticked_)) pending_ = std::max(pending_, 2);
            ticked_ = now;
            if (pending_ > 0) draw();
        }
    }

private:
    static float base_scale(const WindowOptions& options) { return options.scale; }

    float scale() const {
        const float screen = glass_.screen_scale(), height = opened_height_ / (900 * screen);
        const float by_screen = base_ > 0 ? base_ : screen * std::clamp(height, 0.87f, 2.0f);
        return by_screen * desk_.view().zoom;
    }

    static Loop& of(GLFWwindow* window) { return *static_cast<Loop*>(glfwGetWindowUserPointer(window)); }

    /// ImGui's backend has set its callbacks; these come first and hand on to them.
    void listen() {
        GLFWwindow* w = glass_.get();
        old_key_ = glfwSetKeyCallback(w, [](GLFWwindow* w, int key, int code, int action, int mods) { of(w).on_key(key, code, action, mods); });
        old_button_ = glfwSetMouseButtonCallback(w, [](GLFWwindow* w, int b, int a, int m) { of(w).wake(), of(w).old_button_(w, b, a, m); });
        old_scroll_ = glfwSetScrollCallback(w, [](GLFWwindow* w, double x, double y) { of(w).wake(), of(w).old_scroll_(w, x, y); });
        old_char_ = glfwSetCharCallback(w, [](GLFWwindow* w, unsigned c) { of(w).wake(), of(w).old_char_(w, c); });
        glfwSetFramebufferSizeCallback(w, [](GLFWwindow* w, int, int) { of(w).wake(); });
        glfwSetWindowRefreshCallback(w, [](GLFWwindow* w) { of(w).wake(); });
        old_move_ = glfwSetCursorPosCallback(w, [](GLFWwindow* w, double x, double y) { of(w).wake(); if (of(w).old_move_) of(w).old_move_(w, x, y); });
    }
    void wake() { pending_ = frames_after_input; }

    void on_key(int key, int code, int action, int mods) {
        wake();
        const bool typing = ImGui::GetIO().WantTextInput;
        if (const auto press = read_key(key, code, action, mods); press && (!typing || press->key == key_escape)) pressed_.push_back(*press);
        if (old_key_) old_key_(glass_.get(), key, code, action, mods);
    }

    void draw() {
        --pending_;
        if (const float wanted = scale(); wanted != atlas_.fonts().scale || !built_) build(wanted);
        for (const KeyPress& press : std::exchange(pressed_, {}))
            desk_.apply(awaitscope::press(desk_.frame(atlas_.fonts(), glass_.size()), press));
        Requests requests = frame();
        while (atlas_.lacks()) {
            build(scale());
            append(requests, frame());
        }
        show();
        if (!requests.empty()) wake();
        desk_.apply(requests);
        if (desk_.take_fullscreen()) glass_.toggle_fullscreen();
    }

    /// The letters anew, and their texture. Not ImGui's device objects as a whole: version 1.86 would then write
    /// vertices into a buffer that has no room, and draw nothing.
    void build(float scale) {
#if IMGUI_VERSION_NUM < 19200
        if (built_) ImGui_ImplOpenGL3_DestroyFontsTexture();
        atlas_.build(scale);
        if (built_) ImGui_ImplOpenGL3_CreateFontsTexture();   // the first frame makes it with the rest
#else
        atlas_.build(scale);
#endif
        built_ = true;
    }

    Requests frame() {
        apply(theme(desk_.view().appearance), atlas_.fonts().scale);
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplGlfw_NewFrame();
        ImGui::NewFrame();
        Probe probe;
        const Frame frame = desk_.frame(atlas_.fonts(), glass_.size(), probes_ ? &probe : nullptr);
        Requests requests = draw_panels(frame, glass_.size());
        ImGui::Render();
        if (probes_ && !atlas_.lacks()) probe_file_.write(frame, glass_.size());
        return requests;
    }

    void show() {
        int width = 0, height = 0;
        glfwGetFramebufferSize(glass_.get(), &width, &height);
        const ImVec4 back = ImGui::ColorConvertU32ToFloat4(theme(desk_.view().appearance).back);
        glViewport(0, 0, width, height);
        glClearColor(back.x, back.y, back.z, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        glfwSwapBuffers(glass_.get());
    }

    Glass& glass_;
    Desk& desk_;
    Atlas atlas_;
    float base_, opened_height_ = glass_.size().y;
    ProbeFile probe_file_;
    bool probes_, built_ = false;
    int pending_ = frames_after_input;
    double ticked_ = 0;
    std::vector<KeyPress> pressed_;
    GLFWkeyfun old_key_ = nullptr;
    GLFWmousebuttonfun old_button_ = nullptr;
    GLFWscrollfun old_scroll_ = nullptr;
    GLFWcharfun old_char_ = nullptr;
    GLFWcursorposfun old_move_ = nullptr;
};

}  // namespace

int run_window(WindowOptions options) {
    Glass glass(options.width, options.height);
    Gui gui(glass.get());
    View view;
    view.lang = options.lang;
    view.appearance = options.appearance;
    const std::string title = "Awaitscope · " + options.session->title();
    glfwSetWindowTitle(glass.get(), title.c_str());
    if (const char* probe = std::getenv("AWAITSCOPE_PROBE"); probe && options.probe.empty()) options.probe = probe;
    Desk desk(std::move(options.session), options.file, view, Progress(Progress::usual_file()));
    Loop(glass, desk, options).run();
    return 0;
}

}  // namespace awaitscope
