0000  48 8b c6                       mov rax, rsi
0003  48 8b f7                       mov rsi, rdi
0006  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
000b  75 15                          jne L2
L0:
000d  85 f6                          test esi, esi
000f  74 10                          je L1
0011  8d 7e ff                       lea edi, [rsi-0x1]
0014  03 f0                          add esi, eax
0016  b8 00 00 00 00                 mov eax, 0x0
001b  ff 25 00 00 00 00              jmp qword ptr [rip+0x0]  ; slot of function 0
L1:
0021  c3                             ret
L2:
0022  e8 00 00 00 00                 call poll
0027  eb e4                          jmp L0
