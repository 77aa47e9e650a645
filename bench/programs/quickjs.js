// A program for a JavaScript engine to evaluate: objects and closures, strings and regular expressions, sorting with a
// comparator, maps, typed arrays, JSON and generators. Its value is a string that depends on all of it.
let seed = 42;
const random = (limit) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % limit;

class Vector {
    constructor(x, y, z) {
        this.x = x;
        this.y = y;
        this.z = z;
    }
    plus(other) {
        return new Vector(this.x + other.x, this.y + other.y, this.z + other.z);
    }
    times(factor) {
        return new Vector(this.x * factor, this.y * factor, this.z * factor);
    }
    dot(other) {
        return this.x * other.x + this.y * other.y + this.z * other.z;
    }
}

function vectors(count) {
    let sum = new Vector(0, 0, 0);
    for (let i = 0; i < count; i++) {
        const v = new Vector(random(100), random(100), random(100));
        sum = sum.plus(v.times((v.dot(v) % 7) - 3));
    }
    return sum.x + sum.y * 3 + sum.z * 5;
}

function words(count) {
    let text = '';
    for (let i = 0; i < count; i++) text += String.fromCharCode(97 + random(6), 97 + random(3)) + (i % 9 ? ' ' : ', ');
    const counts = new Map();
    for (const [word] of text.matchAll(/\b[a-z]+\b/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5).map(([word, n]) => word + n).join('');
}

function records(count) {
    const list = Array.from({ length: count }, (_, i) => ({ id: i, key: random(1000), tags: ['t' + random(5)] }));
    list.sort((a, b) => a.key - b.key || b.id - a.id);
    const copy = JSON.parse(JSON.stringify(list));
    return copy.filter(({ tags: [tag] }) => tag !== 't3').reduce((sum, { id, key }) => (sum * 31 + id + key) | 0, 7);
}

function sieve(limit) {
    const composite = new Uint8Array(limit);
    let primes = 0;
    for (let i = 2; i < limit; i++) {
        if (composite[i]) continue;
        primes++;
        for (let j = i * i; j < limit; j += i) composite[j] = 1;
    }
    return primes;
}

function* fibonacci() {
    for (let [a, b] = [0n, 1n]; ; [a, b] = [b, a + b]) yield a;
}

function big(count) {
    let i = 0;
    for (const number of fibonacci()) if (i++ === count) return String(number % 1000000007n);
}

const queens = (n, row = 0, columns = 0, left = 0, right = 0) => {
    if (row === n) return 1;
    let ways = 0;
    for (let free = ~(columns | left | right) & ((1 << n) - 1); free; free &= free - 1) {
        const place = free & -free;
        ways += queens(n, row + 1, columns | place, (left | place) << 1, (right | place) >> 1);
    }
    return ways;
};

[vectors(5000), words(3000), records(2000), sieve(30000), big(500), queens(7)].join(' ');
