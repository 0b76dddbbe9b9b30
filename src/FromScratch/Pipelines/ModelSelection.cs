using FromScratch.Arrays;
using FromScratch.Data;

namespace FromScratch.Pipelines;

/// <summary>How good a model is on rows it has not seen.</summary>
public static class ModelSelection
{
    /// <summary>The share of right answers on each fold's test rows, of a model that was made anew and fitted to that fold's training rows.</summary>
    /// <param name="make">Makes a model that has learnt nothing.</param>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Answers [n], classes as whole numbers.</param>
    /// <param name="folds">The divisions of the rows.</param>
    /// <returns>Shares [folds].</returns>
    /// <exception cref="ArgumentException">x and y differ in rows, a fold has no row on one side, or a row stands on both.</exception>
    public static double[] CrossValidate(Func<IPredictor> make, NDArray x, NDArray y, Fold[] folds)
    {
        if (x.Shape[0] != y.Shape[0]) throw new ArgumentException($"CrossValidate: {x.Shape[0]} rows and {y.Shape[0]} answers.", nameof(y));
        return Array.ConvertAll(folds, fold =>
        {
            if (fold.Train.Length == 0 || fold.Test.Length == 0 || fold.Train.Intersect(fold.Test).Any())
                throw new ArgumentException("CrossValidate: a fold needs rows to learn from and others to test on; none may be in both.", nameof(folds));
            IPredictor model = make().Fit(x.TakeRows(fold.Train), y.TakeRows(fold.Train));
            NDArray answers = model.Predict(x.TakeRows(fold.Test)), truth = y.TakeRows(fold.Test);
            return Enumerable.Range(0, fold.Test.Length).Average(i => answers[i] == truth[i] ? 1.0 : 0);
        });
    }

    /// <summary>Folds in which each row is tested once: row i in fold place(i) mod k, where place is a random order.</summary>
    /// <param name="n">How many rows there are.</param>
    /// <param name="k">How many folds; from 2 to n.</param>
    /// <param name="rng">Where the order comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 2 and n.</exception>
    public static Fold[] KFold(int n, int k, Rng rng)
    {
        if (k < 2 || k > n) throw new ArgumentOutOfRangeException(nameof(k), k, $"KFold: {k} folds of {n} rows. There are 2 at least, and a row for each.");
        int[] order = [.. Enumerable.Range(0, n)];
        rng.Shuffle(order);
        int[] foldOf = new int[n];
        for (int place = 0; place < n; place++) foldOf[order[place]] = place % k;
        return Divided(foldOf, k);
    }

    /// <summary>Folds that hold each group together: all its rows are tested in one fold, and none of them is learnt from there.</summary>
    /// <param name="groups">The group of each row.</param>
    /// <param name="k">How many folds; from 2 to the number of groups.</param>
    /// <remarks>The largest group first, each into the fold that has the fewest rows so far (the first of equals), so that folds come out about equally large.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 2 and the number of groups.</exception>
    public static Fold[] GroupFolds(int[] groups, int k)
    {
        var sizes = groups.CountBy(group => group).OrderByDescending(group => group.Value).ThenBy(group => group.Key).ToArray();
        if (k < 2 || k > sizes.Length) throw new ArgumentOutOfRangeException(nameof(k), k, $"GroupFolds: {k} folds of {sizes.Length} groups. There are 2 at least, and a group for each.");
        int[] rows = new int[k];
        Dictionary<int, int> foldOf = [];
        foreach ((int group, int size) in sizes)
        {
            int smallest = Array.IndexOf(rows, rows.Min());
            foldOf[group] = smallest;
            rows[smallest] += size;
        }

        return Divided(Array.ConvertAll(groups, group => foldOf[group]), k);
    }

    private static Fold[] Divided(int[] foldOf, int k) =>
        [.. Enumerable.Range(0, k).Select(fold => new Fold([.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] != fold)], [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] == fold)]))];
}
