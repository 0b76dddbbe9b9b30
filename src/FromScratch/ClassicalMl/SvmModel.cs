namespace FromScratch.ClassicalMl;

/// <summary>A support vector machine: decision(x) = Σ αᵢyᵢK(xᵢ, x) + b, over the rows it was trained on.</summary>
/// <param name="Alpha">α [n], from 0 to C. Rows with α above 0 are the support vectors; the others could be deleted.</param>
/// <param name="B">b.</param>
public sealed record SvmModel(double[] Alpha, double B);
