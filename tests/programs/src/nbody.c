// The motion of the Sun and its four giant planets, by symplectic integration with a fixed step: additions,
// multiplications, divisions and square roots of doubles, in one fixed order. The energy must hardly change.
//
// usage: nbody [STEPS]
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { BODIES = 5 };

typedef struct {
    double position[3]; // astronomical units
    double velocity[3]; // astronomical units a year
    double mass;        // 4 pi^2 = one solar mass, which makes the gravitational constant 1
} Body;

#define SOLAR_MASS 39.47841760435743
#define DAYS 365.24

static Body bodies[BODIES] = {
    {{0, 0, 0}, {0, 0, 0}, SOLAR_MASS}, // Sun
    {{4.84143144246472090, -1.16032004402742839, -0.103622044471123109}, // Jupiter
     {0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS, -0.0000690460016972063023 * DAYS},
     0.000954791938424326609 * SOLAR_MASS},
    {{8.34336671824457987, 4.12479856412430479, -0.403523417114321381}, // Saturn
     {-0.00276742510726411 * DAYS, 0.00499852801234917238 * DAYS, 0.0000230417297573763929 * DAYS},
     0.000285885980666130812 * SOLAR_MASS},
    {{12.8943695621391310, -15.1111514016986312, -0.223307578892655734}, // Uranus
     {0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS, -0.0000296589568540237556 * DAYS},
     0.0000436624404335156298 * SOLAR_MASS},
    {{15.3796971148509165, -25.9193146099879641, 0.179258772950371181}, // Neptune
     {0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS, -0.0000951592254519715870 * DAYS},
     0.0000515138902046611451 * SOLAR_MASS},
};

static double distance_squared(const Body *a, const Body *b, double difference[3]) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
        difference[k] = a->position[k] - b->position[k];
        sum += difference[k] * difference[k];
    }
    return sum;
}

static void advance(double step) {
    double d[3];
    for (int i = 0; i < BODIES; i++) {
        for (int j = i + 1; j < BODIES; j++) {
            double squared = distance_squared(&bodies[i], &bodies[j], d);
            double magnitude = step / (squared * sqrt(squared));
            for (int k = 0; k < 3; k++) {
                bodies[i].velocity[k] -= d[k] * bodies[j].mass * magnitude;
                bodies[j].velocity[k] += d[k] * bodies[i].mass * magnitude;
            }
        }
    }
    for (int i = 0; i < BODIES; i++) {
        for (int k = 0; k < 3; k++) bodies[i].position[k] += step * bodies[i].velocity[k];
    }
}

static double energy(void) {
    double sum = 0;
    double d[3];
    for (int i = 0; i < BODIES; i++) {
        for (int k = 0; k < 3; k++) sum += 0.5 * bodies[i].mass * bodies[i].velocity[k] * bodies[i].velocity[k];
        for (int j = i + 1; j < BODIES; j++) {
            sum -= bodies[i].mass * bodies[j].mass / sqrt(distance_squared(&bodies[i], &bodies[j], d));
        }
    }
    return sum;
}

// Gives the Sun the velocity that keeps the centre of mass at rest.
static void offset_momentum(void) {
    for (int k = 0; k < 3; k++) {
        double momentum = 0;
        for (int i = 1; i < BODIES; i++) momentum += bodies[i].velocity[k] * bodies[i].mass;
        bodies[0].velocity[k] = -momentum / SOLAR_MASS;
    }
}

int main(int argc, char **argv) {
    int steps = argc > 1 ? atoi(argv[1]) : 50000;
    offset_momentum();
    printf("energy at the start %.9f\n", energy());
    for (int i = 0; i < steps; i++) advance(0.01);
    printf("energy after %d steps %.9f (%a)\n", steps, energy(), energy());
    for (int i = 0; i < BODIES; i++) {
        printf("%d: % .17g % .17g % .17g\n", i, bodies[i].position[0], bodies[i].position[1], bodies[i].position[2]);
    }
    return 0;
}
