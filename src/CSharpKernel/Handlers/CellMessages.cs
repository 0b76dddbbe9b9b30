using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using CSharpKernel.Scripting;

namespace CSharpKernel.Handlers;

/// <summary>A running request's output as messages on iopub, and its questions on stdin.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel</remarks>
/// <param name="kernel">Sends them.</param>
/// <param name="request">The request they answer.</param>
/// <param name="comm">Told of each comm message that is sent.</param>
/// <param name="interrupt">Gives up a question.</param>
internal sealed class CellMessages(KernelServer kernel, Message request, Action<string, JsonObject> comm, CancellationToken interrupt) : ICellOutput
{
    public void Write(OutputStream stream, string text) =>
        kernel.Publish("stream", new JsonObject { ["name"] = stream == OutputStream.Out ? "stdout" : "stderr", ["text"] = text }, request);

    public void Display(MimeBundle bundle, string? displayId = null, bool update = false) => kernel.Publish(update ? "update_display_data" : "display_data", new JsonObject
    {
        ["data"] = bundle.Data.DeepClone(),
        ["metadata"] = bundle.Metadata.DeepClone(),
        ["transient"] = displayId is null ? new JsonObject() : new JsonObject { ["display_id"] = displayId },
    }, request);

    public void Clear(bool wait) => kernel.Publish("clear_output", new JsonObject { ["wait"] = wait }, request);

    public string? ReadLine(string prompt, bool password) => kernel.Ask(prompt, password, request, interrupt);

    public void Comm(string messageType, JsonObject content)
    {
        comm(messageType, content);
        kernel.Publish(messageType, content.DeepClone().AsObject(), request);
    }
}
