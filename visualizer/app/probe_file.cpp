#include "probe_file.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

namespace awaitscope {
namespace {

using Json = nlohmann::ordered_json;

Json texts(const Probe& probe) {
    Json panels = Json::object();
    for (const Drawn& drawn : probe.texts)
        panels[std::string(drawn.panel)].push_back({{"text", drawn.text}, {"x", drawn.min.x}, {"y", drawn.min.y},
                                                    {"w", drawn.max.x - drawn.min.x}, {"h", drawn.max.y - drawn.min.y}});
    return panels;
}

}  // namespace

void ProbeFile::write(const Frame& f, ImVec2 size) {
    const Json seen{{"title", f.title}, {"cursor", f.state.events}, {"recorded", f.recorded()}, {"complete", f.complete},
                    {"waiting", f.waiting}, {"playing", f.playing}, {"lang", f.view.lang == Lang::en ? "en" : "zh"},
                    {"theme", f.view.appearance == Appearance::dark ? "dark" : "light"}, {"scale", f.fonts.scale},
                    {"width", size.x}, {"height", size.y}, {"panels", f.probe ? texts(*f.probe) : Json::object()}};
    std::string text = seen.dump(1, ' ', false, Json::error_handler_t::replace);
    if (text == last_) return;
    const std::filesystem::path part = file_.string() + ".part";
    std::ofstream(part) << text << '\n';
    std::error_code error;
    std::filesystem::rename(part, file_, error);
    last_ = std::move(text);
}

}  // namespace awaitscope
