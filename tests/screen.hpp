#pragma once
#include <imgui.h>

#include <string>
#include <vector>

#include "visualizer/app/atlas.hpp"
#include "visualizer/app/desk.hpp"

namespace awaitscope {

/// A window without glass: draws the panels of a desk and tells what is seen.
class Screen {
public:
    Screen(ImVec2 size, float scale) : size_(size) {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().DisplaySize = size;
        ImGui::GetIO().DeltaTime = 1.0f / 60;
        build(scale);
    }
    ~Screen() { ImGui::DestroyContext(); }
    Screen(const Screen&) = delete;

    /// Draws until nothing moves any more: sizes and scroll positions settle, letters are there.
    /// Does what the panels ask for.
    void show(Desk& desk, int frames = 2) {
        for (int i = 0; i < frames; ++i) {
            Requests requests = frame(desk);
            while (atlas_.lacks()) {
                build(atlas_.fonts().scale);
                requests = frame(desk);
            }
            asked.insert(asked.end(), requests.begin(), requests.end());
            desk.apply(requests);
        }
    }

    /// Presses and releases the left button at `at`.
    void click(Desk& desk, ImVec2 at) {
        ImGui::GetIO().MousePos = at;
        show(desk);
        ImGui::GetIO().MouseDown[0] = true;
        show(desk, 1);
        ImGui::GetIO().MouseDown[0] = false;
        show(desk);
        ImGui::GetIO().MousePos = {-1, -1};
        show(desk, 1);
    }

    /// What was drawn last, by panel; all of it if `panel` is "".
    std::vector<Drawn> texts(std::string_view panel = {}) const {
        std::vector<Drawn> found;
        for (const Drawn& drawn : probe_.texts)
            if (panel.empty() || drawn.panel == panel) found.push_back(drawn);
        return found;
    }
    /// The texts of a panel as they are meant, each on a line of its own.
    std::string said(std::string_view panel = {}) const {
        std::string words;
        for (const Drawn& drawn : texts(panel)) words += (drawn.whole.empty() ? drawn.text : drawn.whole) + "\n";
        return words;
    }
    /// The middle of the first text of `panel` that contains `words`.
    ImVec2 place(std::string_view panel, std::string_view words) const {
        for (const Drawn& drawn : texts(panel))
            if (drawn.text.find(words) != std::string::npos) return {(drawn.min.x + drawn.max.x) / 2, (drawn.min.y + drawn.max.y) / 2};
        throw std::runtime_error("nothing in '" + std::string(panel) + "' says '" + std::string(words) + "'");
    }

    const Fonts& fonts() const { return atlas_.fonts(); }
    ImVec2 size() const { return size_; }
    Frame look(Desk& desk) { return desk.frame(atlas_.fonts(), size_); }

    std::vector<Request> asked;   ///< everything that panels have asked for

private:
    void build(float scale) {
        atlas_.build(scale);
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    }
    Requests frame(Desk& desk) {
        apply(theme(desk.view().appearance), atlas_.fonts().scale);
        probe_.texts.clear();
        ImGui::NewFrame();
        Requests requests = draw_panels(desk.frame(atlas_.fonts(), size_, &probe_), size_);
        ImGui::Render();
        return requests;
    }

    ImVec2 size_;
    Atlas atlas_;
    Probe probe_;
};

}  // namespace awaitscope
