// Multiplies two n by n matrices of doubles (n up to 400) and sums the product weighted by position. All values are
// small integers, so the result is exact whatever the order of the additions.
enum { MAX = 400 };

static double a[MAX * MAX], b[MAX * MAX], c[MAX * MAX];

__attribute__((export_name("run"))) long long run(int n) {
    for (int i = 0; i < n * n; i++) {
        a[i] = i % 17 - 8;
        b[i] = i % 13 - 6;
    }
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
            c[i * n + j] = sum;
        }
    }
    double result = 0;
    for (int i = 0; i < n * n; i++) result += c[i] * (i % 7 + 1);
    return (long long)result;
}
