// The sum of the iterations, at most 200 each, of the points of an n by n grid over the Mandelbrot set.
__attribute__((export_name("run"))) int run(int n) {
    int total = 0;
    for (int row = 0; row < n; row++) {
        for (int column = 0; column < n; column++) {
            double cx = 3.0 * column / n - 2.25, cy = 2.5 * row / n - 1.25, x = 0, y = 0;
            int count = 0;
            while (count < 200 && x * x + y * y <= 4.0) {
                double next = x * x - y * y + cx;
                y = 2.0 * x * y + cy;
                x = next;
                count++;
            }
            total += count;
        }
    }
    return total;
}
