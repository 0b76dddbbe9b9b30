namespace CSharpKernel.Scripting;

/// <summary>Asks the person at the front end for a line.</summary>
internal sealed class InputPrompt(OutputQueue queue)
{
    private volatile ICellOutput? _target;
    private CancellationToken _interrupt;
    private bool _allowed;

    /// <summary>Sends questions to a cell's output.</summary>
    public void Attach(ICellOutput target, bool allowed, CancellationToken interrupt)
    {
        _allowed = allowed;
        _interrupt = interrupt;
        _target = target;
    }

    /// <summary>Answers no questions until the next cell.</summary>
    public void Detach() => _target = null;

    /// <summary>The line typed; null, with a notice, when nobody can answer.</summary>
    public string? ReadLine(string prompt, bool password)
    {
        ICellOutput? target = _target;
        if (target is null || !_allowed)
        {
            queue.Write(OutputStream.Error, "[no input: this front end answers no questions, so the cell reads null]\n");
            return null;
        }

        queue.Drain();
        // Asked on another thread: an interrupt aborts this one at any point, and a message half sent would be the end of the connection.
        var answer = Task.Factory.StartNew(() => target.ReadLine(prompt, password), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        answer.Wait(_interrupt);
        return answer.Result;
    }
}
