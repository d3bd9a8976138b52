#include "task_factory.hpp"

namespace asyncio {

AnyTask eager_task_factory(TaskRequest& request) {
    request.options.eager_start = true;
    return request.make();
}

TaskFactory create_eager_task_factory(TaskFactory custom_task_constructor) {
    return [constructor = std::move(custom_task_constructor)](TaskRequest& request) {
        request.options.eager_start = true;
        return constructor(request);
    };
}

AnyTask detail::ask_factory(TaskRequest& request) {
    /// Notes what is made, so that nothing else is taken for it.
    class Noted final : public TaskRequest {
    public:
        explicit Noted(TaskRequest& request)
            : TaskRequest(request.loop, request.coroutine, std::move(request.options)), request_(request) {}
        AnyTask make() override {
            if (made) throw RuntimeError("the task has been made already");
            if (!options.eager_start.value_or(false)) name = std::exchange(options.name, {});
            request_.options = std::move(options);
            return made = request_.make();
        }
        void close() override { request_.close(); }
        AnyTask made;
        std::string name;   // that it gets afterwards

    private:
        TaskRequest& request_;
    } noted(request);
    const TaskFactory factory = request.loop.get_task_factory();   // it may set another
    const AnyTask task = factory(noted);
    if (!task || task != noted.made) throw TypeError("a task factory returns the task that it was asked for");
    if (!noted.name.empty()) task.set_name(std::move(noted.name));
    return task;
}

}  // namespace asyncio
