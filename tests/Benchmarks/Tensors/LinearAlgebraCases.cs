namespace Benchmarks.Tensors;

/// <summary>Factorizations of matrices in double.</summary>
internal static class LinearAlgebraCases
{
    public static IEnumerable<Case> All() => [];
}
