using FromScratch.Calculus;
using FromScratch.LinearAlgebra;
using FromScratch.Probability;

namespace FromScratch.ClassicalMl;

/// <summary>Logistic regression with more than two classes: one logit a class, and softmax over them.</summary>
public static class MultinomialLogistic
{
    /// <summary>The probabilities of the classes: softmax of the logits x·W + b.</summary>
    /// <param name="weights">[d + 1, classes]; the last row holds the intercepts.</param>
    /// <param name="x">Rows [n, d].</param>
    /// <returns>[n, classes], each row with the sum 1.</returns>
    /// <exception cref="ArgumentException">The weights do not have d + 1 rows.</exception>
    public static double[,] Probabilities(double[,] weights, double[,] x)
    {
        if (weights.GetLength(0) != x.GetLength(1) + 1) throw new ArgumentException($"Probabilities: {weights.GetLength(0)} rows of weights for {x.GetLength(1)} columns of x. It takes one a column, and one of intercepts.", nameof(weights));
        return Rows.Join(Array.ConvertAll(Rows.Of(x), row => LogSpace.Softmax(MatrixMultiplication.TransposeTimes(weights, [.. row, 1]))), weights.GetLength(1));
    }

    /// <summary>The loss −Σ log p(label) + ½·l2·‖W‖², without the intercepts in the penalty, and its gradient.</summary>
    /// <param name="weights">[d + 1, classes]; the last row holds the intercepts.</param>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Labels from 0 to classes − 1 [n].</param>
    /// <param name="l2">The penalty, ≥ 0.</param>
    /// <returns>The gradient has the shape of the weights: (x, 1)ᵀ(p − onehot(y)) + l2·W.</returns>
    /// <remarks>log p(label) = z_label − log Σ exp z, with the sum in log space. Source: Bishop, Pattern Recognition and Machine Learning, (4.108) and (4.109).</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is out of range.</exception>
    public static (double Loss, double[,] Gradient) Loss(double[,] weights, double[,] x, int[] y, double l2)
    {
        int d = x.GetLength(1), classes = weights.GetLength(1);
        Rows.RequireAnswers("Softmax", x, y.Length);
        Rows.RequireClasses("Softmax", y, classes);
        if (weights.GetLength(0) != d + 1) throw new ArgumentException($"Softmax: {weights.GetLength(0)} rows of weights for {d} columns of x. It takes one a column, and one of intercepts.", nameof(weights));
        double loss = 0;
        double[,] gradient = new double[d + 1, classes];
        double[][] rows = Rows.Of(x);
        for (int i = 0; i < rows.Length; i++)
        {
            double[] row = [.. rows[i], 1], logits = MatrixMultiplication.TransposeTimes(weights, row), p = LogSpace.Softmax(logits);
            loss += LogSpace.LogSumExp(logits) - logits[y[i]];
            for (int c = 0; c < classes; c++)
                for (int j = 0; j <= d; j++)
                    gradient[j, c] += (p[c] - (c == y[i] ? 1 : 0)) * row[j];
        }

        for (int j = 0; j < d; j++)
        {
            for (int c = 0; c < classes; c++)
            {
                loss += l2 / 2 * weights[j, c] * weights[j, c];
                gradient[j, c] += l2 * weights[j, c];
            }
        }

        return (loss, gradient);
    }

    /// <summary>The weights [d + 1, classes] with the least loss, by Newton's method.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Labels from 0 to classes − 1 [n]; each class occurs.</param>
    /// <param name="classes">How many there are, at least 2.</param>
    /// <param name="l2">The penalty, above 0: it makes the weights unique.</param>
    /// <returns>The intercepts sum to 0. Adding a number to all logits of a row changes no probability, so one intercept too many is free; ½(Σb)² in the objective holds it without moving any probability.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, a label is out of range, or a class has no row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">l2 is not above 0 or not finite, or there are fewer than 2 classes.</exception>
    public static double[,] Fit(double[,] x, int[] y, int classes, double l2)
    {
        if (!(l2 > 0 && double.IsFinite(l2))) throw new ArgumentOutOfRangeException(nameof(l2), l2, $"Softmax: l2 is {l2}. It must be above 0, or the weights are not unique.");
        if (classes < 2) throw new ArgumentOutOfRangeException(nameof(classes), classes, $"Softmax: {classes} classes. With fewer than 2 there is nothing to tell apart.");
        Rows.RequireAnswers("Softmax", x, y.Length);
        Rows.RequireClasses("Softmax", y, classes);
        if (y.Distinct().Count() < classes) throw new ArgumentException($"Softmax: a class of the {classes} has no row. Its intercept would run to −∞.", nameof(y));
        int d = x.GetLength(1);
        double Objective(double[] w) => Loss(Shaped(w, d + 1, classes), x, y, l2).Loss + Math.Pow(w[^classes..].Sum(), 2) / 2;
        double[] Gradient(double[] w)
        {
            double[] gradient = [.. Loss(Shaped(w, d + 1, classes), x, y, l2).Gradient.Cast<double>()];
            double sum = w[^classes..].Sum();
            for (int c = 0; c < classes; c++) gradient[d * classes + c] += sum;
            return gradient;
        }

        // Two minimisers agree once the gradient is at rounding: the tolerance grows with the number of terms.
        MinimumResult found = NewtonsMethod.Minimize(Objective, Gradient, w => Hessian(Probabilities(Shaped(w, d + 1, classes), x), x, l2), new double[(d + 1) * classes], tol: 1e-9 * Math.Max(1, y.Length));
        return Shaped(found.X, d + 1, classes);
    }

    /// <summary>∂²/∂w_jc∂w_kd = Σᵢ xᵢⱼxᵢₖ·p_c(δ_cd − p_d), and the penalties.</summary>
    private static double[,] Hessian(double[,] p, double[,] x, double l2)
    {
        int n = x.GetLength(0), d = x.GetLength(1), classes = p.GetLength(1), size = (d + 1) * classes;
        double[,] hessian = new double[size, size];
        for (int i = 0; i < n; i++)
            for (int a = 0; a < size; a++)
                for (int b = 0; b < size; b++)
                    hessian[a, b] += Entry(i, a / classes) * Entry(i, b / classes) * p[i, a % classes] * ((a % classes == b % classes ? 1 : 0) - p[i, b % classes]);
        for (int a = 0; a < d * classes; a++) hessian[a, a] += l2;
        for (int a = d * classes; a < size; a++)
            for (int b = d * classes; b < size; b++)
                hessian[a, b] += 1;   // of ½(Σb)²
        return hessian;

        double Entry(int i, int j) => j == d ? 1 : x[i, j];
    }

    private static double[,] Shaped(double[] entries, int rows, int columns)
    {
        double[,] shaped = new double[rows, columns];
        for (int i = 0; i < entries.Length; i++) shaped[i / columns, i % columns] = entries[i];
        return shaped;
    }
}
