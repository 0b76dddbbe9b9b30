using System.Runtime.ExceptionServices;

namespace CSharpKernel.Scripting;

/// <summary>Exceptions that nobody catches, on threads that cells started: each is shown in the session it belongs to and ends its thread, not the process.</summary>
internal static class UnhandledExceptions
{
    private static readonly Lock _gate = new();
    private static readonly List<WeakReference<SessionScope>> _sessions = [];
    private static bool _installed;

    /// <summary>Shows such exceptions of a session's code in its output.</summary>
    public static void Watch(SessionScope session)
    {
        lock (_gate)
        {
            _sessions.RemoveAll(known => !known.TryGetTarget(out _));
            _sessions.Add(new WeakReference<SessionScope>(session));
            if (_installed) return;
            _installed = true;
            try
            {
                ExceptionHandling.SetUnhandledExceptionHandler(Handle);
            }
            catch (InvalidOperationException)
            {
                // The host has a handler of its own: it decides.
            }
        }
    }

    // False for the host's own mistakes: those end the process as they should.
    private static bool Handle(Exception exception)
    {
        if ((SessionScope.Current ?? OwnerOf(exception)) is not { } session) return false;
        bool stopped = exception is CellExitException || (exception is OperationCanceledException && StopScope.IsAsked);
        if (!stopped) session.ShowUnobserved("Exception on a thread of the cell's, which nobody catches:", exception);
        return true;
    }

    // A thread started without its context carries no session, but its stack names the cell.
    private static SessionScope? OwnerOf(Exception exception)
    {
        lock (_gate)
        {
            foreach (WeakReference<SessionScope> known in _sessions)
            {
                if (known.TryGetTarget(out SessionScope? session) && session.Errors.IsOfCell(exception)) return session;
            }
        }

        return null;
    }
}
