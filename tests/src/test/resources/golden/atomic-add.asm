0000  48 8b c6                       mov rax, rsi
0003  40 f6 c7 03                    test dil, 0x3
0007  75 0a                          jne L0
0009  49 8b 4e 20                    mov rcx, qword ptr [r14+0x20]
000d  f0 0f c1 04 39                 lock xadd dword ptr [rcx+rdi*1], eax
0012  c3                             ret
L0:
0013  e8 00 00 00 00                 call trap: unaligned atomic
