// n steps of five bodies under gravity; the result is the bit pattern of the last body's x coordinate.
enum { BODIES = 5 };

typedef struct {
    double x, y, z, vx, vy, vz, mass;
} Body;

static const Body start[BODIES] = {
    {0, 0, 0, 0, 0, 0, 40.0},
    {4.75, -1.125, -0.125, 0.625, 2.75, -0.03125, 0.0375},
    {8.25, 4.125, -0.375, -1.0, 1.875, 0.0078125, 0.01125},
    {12.875, -15.125, -0.25, 1.0625, 0.875, -0.0078125, 0.00171875},
    {15.375, -25.875, 0.1875, 1.0, 0.59375, -0.03125, 0.00203125},
};

static Body bodies[BODIES];

static void advance(double step) {
    for (int i = 0; i < BODIES; i++) {
        Body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            Body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double squared = dx * dx + dy * dy + dz * dz;
            double magnitude = step / (squared * __builtin_sqrt(squared));
            a->vx -= dx * b->mass * magnitude;
            a->vy -= dy * b->mass * magnitude;
            a->vz -= dz * b->mass * magnitude;
            b->vx += dx * a->mass * magnitude;
            b->vy += dy * a->mass * magnitude;
            b->vz += dz * a->mass * magnitude;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        bodies[i].x += step * bodies[i].vx;
        bodies[i].y += step * bodies[i].vy;
        bodies[i].z += step * bodies[i].vz;
    }
}

__attribute__((export_name("run"))) long long run(int n) {
    for (int i = 0; i < BODIES; i++) bodies[i] = start[i];
    for (int i = 0; i < n; i++) advance(0.01);
    union {
        double number;
        long long bits;
    } x = {bodies[BODIES - 1].x};
    return x.bits;
}
