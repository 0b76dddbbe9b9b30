using CSharpKernel.Scripting;

namespace CSharpKernel.Workers;

/// <summary>A call under way, seen from the kernel: its output is handed on, its questions are asked, its answer is awaited.</summary>
internal sealed class KernelCall(MessagePipe pipe, long id, ICellOutput? output, CancellationToken interrupt)
{
    private readonly TaskCompletionSource<WorkerMessage> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The call's answer.</summary>
    public Task<WorkerMessage> Answered => _answer.Task;

    /// <summary>Takes a message of the worker; true when it was the last of this call.</summary>
    public bool Take(WorkerMessage message)
    {
        switch (message)
        {
            case TextWritten text:
                output?.Write(text.Stream, text.Text);
                return false;
            case ValueDisplayed value:
                output?.Display(value.Bundle, value.DisplayId, value.Update);
                return false;
            case OutputCleared cleared:
                output?.Clear(cleared.Wait);
                return false;
            case CommSent comm:
                output?.Comm(comm.MessageType, comm.Content);
                return false;
            case InputAsked question:
                _ = Task.Run(() => Ask(question), CancellationToken.None);   // the person may take long, and the worker must be heard meanwhile
                return false;
            default:
                _answer.TrySetResult(message);
                return true;
        }
    }

    /// <summary>Ends the call without an answer.</summary>
    public void Fail(WorkerDeath death) => _answer.TrySetException(new WorkerLostException(death));

    private void Ask(InputAsked question)
    {
        try
        {
            pipe.Send(new InputAnswer(id, output?.ReadLine(question.Prompt, question.Password)));
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            // The cell was interrupted, and waits no longer.
        }
        catch (IOException)
        {
            // The worker has ended; its calls are told so.
        }
    }
}
