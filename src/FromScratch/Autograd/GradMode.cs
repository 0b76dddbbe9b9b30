namespace FromScratch.Autograd;

/// <summary>Whether operations are recorded for the backward pass. Each thread has its own setting.</summary>
public static class GradMode
{
    [ThreadStatic] private static bool t_disabled;

    /// <summary>Whether operations are recorded on this thread; at first they are.</summary>
    public static bool IsEnabled => !t_disabled;

    /// <summary>Records nothing until the result is disposed; then what held before holds again, also after an exception.</summary>
    public static Restore NoGrad() => Set(enabled: false);

    /// <summary>Records again, inside a <see cref="NoGrad"/>, until the result is disposed.</summary>
    public static Restore EnableGrad() => Set(enabled: true);

    private static Restore Set(bool enabled)
    {
        var restore = new Restore(t_disabled);
        t_disabled = !enabled;
        return restore;
    }

    /// <summary>Brings back the mode that held before.</summary>
    public readonly struct Restore : IDisposable, IEquatable<Restore>
    {
        private readonly bool _disabled;

        internal Restore(bool disabled) => _disabled = disabled;

        /// <summary>Brings back the mode that held before.</summary>
        public void Dispose() => t_disabled = _disabled;

        /// <inheritdoc/>
        public bool Equals(Restore other) => _disabled == other._disabled;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Restore other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => _disabled ? 1 : 0;

        /// <summary>Whether both bring back the same mode.</summary>
        public static bool operator ==(Restore left, Restore right) => left.Equals(right);

        /// <summary>Whether they bring back different modes.</summary>
        public static bool operator !=(Restore left, Restore right) => !left.Equals(right);
    }
}
