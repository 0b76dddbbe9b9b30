using System.Globalization;
using CSharpKernel.Display;

namespace CSharpKernel.Scripting;

/// <summary>One cell's run, on its own thread: directives, code, value, user expressions.</summary>
/// <param name="cell">The cell.</param>
/// <param name="scope">What its code reaches.</param>
/// <param name="compiler">Compiles it.</param>
/// <param name="directives">Carries out its directives.</param>
/// <param name="memory">Stops it when it takes too much memory.</param>
internal sealed class CellExecution(Cell cell, SessionScope scope, CellCompiler compiler, DirectiveRunner? directives, MemoryWatch memory) : IDisposable
{
    private readonly CancellationTokenSource _exit = new();
    private volatile CellError? _stopped;   // what the cell says when it was stopped from inside
    private volatile bool _tookAllMemory;

    /// <summary>Runs the cell to its end.</summary>
    public CellResult Run(CancellationToken interrupt)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt, _exit.Token);
        scope.StopCell = Stop;
        memory.Begin(StopForMemory);
        MimeBundle? value = null;
        CellError? error = Guarded(() => value = RunCode(stop.Token), interrupt);
        memory.End();
        if (_tookAllMemory) compiler.ForgetLastVariables();
        if (error is not null)
            return new CellResult(error.Name == Interrupted.Name ? CellStatus.Interrupted : CellStatus.Error, null, error);
        return new CellResult(CellStatus.Ok, cell.Silent ? null : value, null, Expressions(stop.Token, interrupt));
    }

    /// <inheritdoc/>
    public void Dispose() => _exit.Dispose();

    private static CellError Interrupted { get; } = new("Interrupted", "The cell was interrupted. What it declared before is kept.", ["Interrupted: the cell was interrupted. What it declared before is kept."]);

    private MimeBundle? RunCode(CancellationToken stop)
    {
        CellSource source = CellSource.Parse(cell.Code);
        string place = string.Create(CultureInfo.InvariantCulture, $"cell {cell.Number}");
        var context = new DirectiveContext(place, cell.Directory ?? Directory.GetCurrentDirectory(), RunImported, stop);
        directives?.Run(source, context);
        if (string.IsNullOrWhiteSpace(source.Code)) return null;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            return RunPiece(source.Code, place, showValue: true, stop);
        }
        finally
        {
            if (context.Time) scope.Output.Write(OutputStream.Out, string.Create(CultureInfo.InvariantCulture, $"Wall time: {clock.Elapsed.TotalMilliseconds:0.0} ms\n"));
        }
    }

    private void RunImported(string code, string place, CancellationToken stop) => RunPiece(code, place, showValue: false, stop);

    private MimeBundle? RunPiece(string code, string place, bool showValue, CancellationToken stop)
    {
        RunnableCell runnable = compiler.Compile(code, place, stop);
        return RunCompiled(runnable, showValue, stop);
    }

    private MimeBundle? RunCompiled(RunnableCell runnable, bool showValue, CancellationToken stop)
    {
        MimeBundle? shown = null;
        CellThread.RunStoppable(() =>
        {
            var context = new CellSynchronizationContext(Unobserved);
            SynchronizationContext.SetSynchronizationContext(context);
            User.StackGuard.Begin();
            try
            {
                Task<object?> task = runnable.Start();
                context.RunUntil(task);
                object? value = task.GetAwaiter().GetResult();
                if (showValue && value is not User.DisplayedValue && (value is not null || runnable.EndsInValue())) shown = scope.Formatter.Format(value);
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(null);
                context.Close();
            }
        }, stop);
        return shown;
    }

    private Dictionary<string, ExpressionResult>? Expressions(CancellationToken stop, CancellationToken interrupt)
    {
        if (cell.UserExpressions is not { Count: > 0 } expressions) return null;
        var results = new Dictionary<string, ExpressionResult>();
        foreach ((string name, string code) in expressions)
        {
            MimeBundle? value = null;
            CellError? error = Guarded(() => value = RunCompiled(compiler.CompileAside(code, stop), showValue: true, stop), interrupt);
            results[name] = error is null ? new ExpressionResult(value ?? MimeBundle.OfText(""), null) : new ExpressionResult(null, error);
        }

        return results;
    }

    private CellError? Guarded(Action run, CancellationToken interrupt)
    {
        try
        {
            run();
            return null;
        }
        catch (CompileException exception)
        {
            return CompileErrorText.Of(exception);
        }
        catch (DirectiveException exception)
        {
            return new CellError("DirectiveError", exception.Message, exception.Message.Split('\n'));
        }
        catch (Exception) when (interrupt.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception) when (_stopped is not null)
        {
            return _stopped;
        }
        catch (Exception exception)
        {
            scope.LastError = exception;
            return scope.Errors.OfCell(exception);
        }
    }

    private void StopForMemory(string message)
    {
        _tookAllMemory = true;
        Stop(new CellError(typeof(OutOfMemoryException).FullName!, message, [$"{typeof(OutOfMemoryException).FullName}: {message}"]));
    }

    private void Stop(CellError error)
    {
        _stopped = error;
        // Off this thread: cancelling waits until the cell's thread has been reached, and this may be it.
        new Thread(Cancel) { IsBackground = true, Name = "cell end" }.UnsafeStart();
    }

    private void Cancel()
    {
        try
        {
            _exit.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The exception alone has ended the cell already.
        }
    }

    private void Unobserved(Exception exception) => scope.ShowUnobserved("Exception in an async void method, which nobody awaits:", exception);
}
