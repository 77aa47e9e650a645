0000  49 8b 46 18                    mov rax, qword ptr [r14+0x18]
0004  48 8b 40 08                    mov rax, qword ptr [rax+0x8]
0008  48 c1 e8 10                    shr rax, 0x10
000c  8b c0                          mov eax, eax
000e  c3                             ret
