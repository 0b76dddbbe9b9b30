namespace FromScratch.LinearAlgebra;

/// <summary>The four fundamental subspaces of a matrix [m, n] of rank r, each by orthonormal columns.</summary>
/// <param name="Row">[n, r]: what the rows span, and the part of x that A sees.</param>
/// <param name="Null">[n, n − r]: what A sends to 0; at right angles to the row space.</param>
/// <param name="Column">[m, r]: what A can reach.</param>
/// <param name="LeftNull">[m, m − r]: at right angles to all that A can reach.</param>
/// <remarks>Source: Strang, "The fundamental theorem of linear algebra", American Mathematical Monthly 100 (1993) 848-855.</remarks>
public sealed record FundamentalSubspaces(Mat Row, Mat Null, Mat Column, Mat LeftNull)
{
    /// <summary>The rank r: the dimension of the row space and of the column space.</summary>
    public int Rank => Row.Cols;

    /// <summary>The four subspaces, from the singular value decomposition.</summary>
    /// <param name="a">A matrix [m, n].</param>
    /// <param name="tol">Singular values up to tol times the largest count as 0.</param>
    public static FundamentalSubspaces Of(Mat a, double tol = 1e-10)
    {
        var svd = Svd.OneSidedJacobi(a);
        int rank = svd.Rank(tol);
        (Mat row, Mat nothing) = Split(svd.V, rank);
        (Mat column, Mat leftNothing) = Split(svd.U, rank);
        return new(row, nothing, column, leftNothing);
    }

    /// <summary>The first columns, and what completes them to a basis of the whole space.</summary>
    private static (Mat Span, Mat Complement) Split(Mat q, int rank)
    {
        double[][] span = Columns.Of(q.ToArray())[..rank];
        return (Mat.Of(Columns.Join(span, q.Rows)), Mat.Of(Columns.Join(GramSchmidt.Complete(span, q.Rows)[rank..], q.Rows)));
    }
}
