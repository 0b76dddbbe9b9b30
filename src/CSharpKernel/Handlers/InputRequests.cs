using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using CSharpKernel.Transport;

namespace CSharpKernel.Handlers;

/// <summary>Questions to the person at the front end, one at a time, on the stdin channel.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-stdin-router-dealer-channel</remarks>
internal sealed class InputRequests
{
    private readonly BlockingCollection<Message> _answers = [];
    private readonly Lock _asking = new();

    /// <summary>Takes what comes in on the stdin channel.</summary>
    public void Take(Message message)
    {
        if (message.Type == "input_reply") _answers.Add(message);
    }

    /// <summary>Asks the front end that sent the request for a line; blocks until it answers or the cell is interrupted.</summary>
    public string? Ask(Channel stdin, Func<IReadOnlyList<byte[]>, Message> question, Message request, CancellationToken interrupt)
    {
        lock (_asking)
        {
            while (_answers.TryTake(out _)) ;   // an answer that came after its cell was interrupted
            stdin.Post(question(request.Identities));
            return _answers.Take(interrupt).Content["value"] is JsonValue value && value.TryGetValue(out string? line) ? line : null;
        }
    }
}
